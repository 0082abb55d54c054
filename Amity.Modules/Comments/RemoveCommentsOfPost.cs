using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Modules.Jobs;
using Amity.Modules.Posts;

namespace Amity.Modules.Comments;

/// <summary>Removes the comments on a post that was deleted for good, with their reactions; nobody can see them any more.</summary>
internal sealed class RemoveCommentsOfPost : IInWrite<PostRemoved>, IJob
{
    private const int MostRows = 100;

    public string Kind => "comments.ofPost";

    public async Task On(PostRemoved raised, IWrite tx)
    {
        if (await tx.Run(ForgetSegments, new { raised.PostId }) > 0)
        {
            await JobQueue.Start(tx, Kind, raised.PostId);
        }
    }

    /// <summary>Takes the latest first: a reply is always later than what it replies to.</summary>
    public async Task<bool> Step(IWrite tx, string argument)
    {
        var left = MostRows;
        foreach (var comment in await tx.Many<CommentFacts>(Latest, new { postId = argument, most = MostRows / CommentRemoval.RowsOfOne }))
        {
            left -= await CommentRemoval.Remove(tx, comment, left);
            if (left < 3 * CommentRemoval.RowsOfOne)
            {
                return false;
            }
        }

        return (await tx.Many<CommentFacts>(Latest, new { postId = argument, most = 1 })).Count == 0;
    }

    // Every comment that the post ever had was numbered.
    private const string ForgetSegments = """
        delete from comment_segments
        where reference_type = 'post'
          and reference_id = @PostId
        """;

    private const string Latest = """
        select comment_id,
               reference_type,
               reference_id,
               parent_id,
               is_deleted
        from comments
        where reference_type = 'post'
          and reference_id = @postId
        order by segment_number desc
        limit @most
        """;
}
