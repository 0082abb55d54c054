using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Modules.Jobs;
using Amity.Modules.Users;

namespace Amity.Modules.Moderation;

/// <summary>
/// Takes back the flags of a user who was deleted with all they did. Otherwise they stay: what was reported is no better because the one who
/// reported it has gone.
/// </summary>
internal sealed class RemoveFlagsByUser : IInWrite<UserDeleted>, IJob
{
    /// <summary>Each with the count of the item.</summary>
    private const int AtOnce = 45;

    public string Kind => "flags.byUser";

    public Task On(UserDeleted raised, IWrite tx) => raised.DeleteAll ? JobQueue.Start(tx, Kind, raised.UserId) : Task.CompletedTask;

    public async Task<bool> Step(IWrite tx, string argument)
    {
        var some = await tx.Many<Row>(Some, new { userId = argument, most = AtOnce });
        foreach (var row in some)
        {
            await new Flags(row.ReferenceType, row.ReferenceId).Withdraw(tx, argument);
        }

        return some.Count < AtOnce;
    }

    private const string Some = """
        select reference_type,
               reference_id
        from flags
        where user_id = @userId
        limit @most
        """;

    private sealed record Row
    {
        public string ReferenceType { get; init; } = "";

        public string ReferenceId { get; init; } = "";
    }
}
