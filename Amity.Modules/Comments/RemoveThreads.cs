using Amity.Core.Data;
using Amity.Modules.Jobs;

namespace Amity.Modules.Comments;

/// <summary>
/// Removes the comments that are marked in comment_removals, and the replies to them at all depths, the deepest first. The table is a stack:
/// a comment with replies is put below them, so that each is put there and taken from there once.
/// </summary>
internal sealed class RemoveThreads : IJob
{
    private const int MostRows = 90;
    private const int RepliesAtOnce = 20;

    public const string Name = "comments.threads";

    public string Kind => Name;

    /// <summary>Hides the comment with all replies to it, and removes what is removed in a single step; a job does the rest.</summary>
    public static async Task Begin(IWrite tx, CommentFacts comment)
    {
        await Mark(tx, comment);
        if (!await Some(tx))
        {
            await JobQueue.Start(tx, Name, comment.CommentId);
        }
    }

    public Task<bool> Step(IWrite tx, string argument) => Some(tx);

    /// <summary>Hides the comment with all replies to it, for <see cref="Some"/> to remove them.</summary>
    public static Task Mark(IWrite tx, CommentFacts comment) => Mark(tx, comment, comment.CommentId);

    /// <summary>Whether something is marked.</summary>
    public static async Task<bool> IsUnderWay(IWrite tx) => await tx.One<CommentFacts>(Top) is not null;

    /// <summary>One step; true when nothing is marked any more.</summary>
    public static async Task<bool> Some(IWrite tx)
    {
        for (var left = MostRows; left > RepliesAtOnce;)
        {
            if (await tx.One<CommentFacts>(Top) is not { } top)
            {
                return true;
            }

            var replies = await tx.Many<string>(Replies, new { top.CommentId, most = RepliesAtOnce });
            foreach (var commentId in replies)
            {
                await Mark(tx, top, commentId);
            }

            left -= replies.Count > 0 ? replies.Count : await CommentRemoval.Remove(tx, top, left);
        }

        return !await IsUnderWay(tx);
    }

    /// <summary>Puts a comment on the stack, below the same reference as one that is there.</summary>
    private static Task Mark(IWrite tx, CommentFacts like, string commentId) =>
        tx.Run(Push, new { removalId = tx.NewId(), like.ReferenceType, like.ReferenceId, commentId });

    private const string Push = """
        insert into comment_removals (removal_id, reference_type, reference_id, comment_id)
        values (@removalId, @ReferenceType, @ReferenceId, @commentId)
        on conflict (comment_id) do update
        set removal_id = @removalId
        """;

    private const string Top = """
        select cm.comment_id,
               cm.reference_type,
               cm.reference_id,
               cm.parent_id,
               cm.is_deleted
        from comment_removals r
        join comments cm on cm.comment_id = r.comment_id
        order by r.removal_id desc
        limit 1
        """;

    private const string Replies = """
        select comment_id
        from comments
        where parent_id = @CommentId
        order by segment_number
        limit @most
        """;
}
