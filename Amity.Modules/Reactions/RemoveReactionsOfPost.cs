using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Modules.Jobs;
using Amity.Modules.Posts;

namespace Amity.Modules.Reactions;

/// <summary>Removes the reactions to a post that was deleted for good; nobody can see them any more.</summary>
internal sealed class RemoveReactionsOfPost : IInWrite<PostRemoved>, IJob
{
    private const int MostRows = 100;

    public string Kind => "reactions.ofPost";

    public async Task On(PostRemoved raised, IWrite tx)
    {
        if (await tx.One<string>(Any, new { raised.PostId }) is not null)
        {
            await JobQueue.Start(tx, Kind, raised.PostId);
        }
    }

    public async Task<bool> Step(IWrite tx, string argument) => await ReactionCommands.Remove(tx, "post", argument, MostRows) < MostRows;

    private const string Any = """
        select reaction_name
        from reaction_counts
        where reference_type = 'post'
          and reference_id = @PostId
        limit 1
        """;
}
