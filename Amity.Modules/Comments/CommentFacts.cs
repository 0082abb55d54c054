using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Modules.Posts;

namespace Amity.Modules.Comments;

public sealed partial record CommentFacts
{
    /// <summary>
    /// The facts of a comment that the caller may see, a deleted one too; null when it is unknown or its post is hidden from the caller.
    /// </summary>
    public static async Task<CommentFacts?> Visible(IRead db, Caller caller, string commentId) =>
        await db.One<CommentFacts>(VisibleById, (await PostViewer.Of(db, caller)).Args(new { commentId }));

    private const string VisibleById = $"""
        select cm.comment_id,
               cm.user_id,
               cm.reference_type,
               cm.reference_id,
               cm.parent_id,
               cm.root_id,
               cm.is_deleted
        {CommentSql.Visible}
          and cm.comment_id = @commentId
        """;
}
