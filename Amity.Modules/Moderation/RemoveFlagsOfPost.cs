using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Modules.Jobs;
using Amity.Modules.Posts;

namespace Amity.Modules.Moderation;

/// <summary>Removes the flags on a post that was deleted for good; nobody can see them any more.</summary>
internal sealed class RemoveFlagsOfPost : IInWrite<PostRemoved>, IJob
{
    private const int MostRows = 100;

    public string Kind => "flags.ofPost";

    public async Task On(PostRemoved raised, IWrite tx)
    {
        if (await tx.One<string>(Any, new { raised.PostId }) is not null)
        {
            await JobQueue.Start(tx, Kind, raised.PostId);
        }
    }

    public async Task<bool> Step(IWrite tx, string argument) => await FlagCommands.Remove(tx, "post", argument, MostRows) < MostRows;

    private const string Any = """
        select user_id
        from flags
        where reference_type = 'post'
          and reference_id = @PostId
        limit 1
        """;
}
