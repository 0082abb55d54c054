using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Modules.Jobs;
using Amity.Modules.Users;

namespace Amity.Modules.Reactions;

/// <summary>Takes back the reactions of a user who was deleted with all they did, and counts them off.</summary>
internal sealed class RemoveReactionsByUser : IInWrite<UserDeleted>, IJob
{
    /// <summary>Each with two counts of the item.</summary>
    private const int AtOnce = 30;

    public string Kind => "reactions.byUser";

    public Task On(UserDeleted raised, IWrite tx) => raised.DeleteAll ? JobQueue.Start(tx, Kind, raised.UserId) : Task.CompletedTask;

    public async Task<bool> Step(IWrite tx, string argument)
    {
        var some = await tx.Many<Row>(Some, new { userId = argument, most = AtOnce });
        foreach (var row in some)
        {
            await tx.Run(Delete, new { row.ReactionId });
            await ReactionItem.Count(tx, row.ReferenceType, row.ReferenceId, row.ReactionName, -1);
        }

        return some.Count < AtOnce;
    }

    private const string Some = """
        select reaction_id,
               reference_type,
               reference_id,
               reaction_name
        from reactions
        where user_id = @userId
        limit @most
        """;

    private const string Delete = """
        delete from reactions
        where reaction_id = @ReactionId
        """;

    private sealed record Row
    {
        public string ReactionId { get; init; } = "";

        public string ReferenceType { get; init; } = "";

        public string ReferenceId { get; init; } = "";

        public string ReactionName { get; init; } = "";
    }
}
