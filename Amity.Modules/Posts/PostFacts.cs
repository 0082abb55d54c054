using Amity.Core.Data;
using Amity.Core.Identity;

namespace Amity.Modules.Posts;

public sealed partial record PostFacts
{
    /// <summary>
    /// A post that stands where the caller may read, deleted ones too; null for one that is unknown or hidden.
    /// </summary>
    public static async Task<PostFacts?> Visible(IRead db, Caller caller, string postId) =>
        await db.One<PostFacts>(ById, (await PostViewer.Of(db, caller)).Args(new { postId }));

    private const string ById = $"""
        select p.post_id,
               p.user_id,
               p.target_type,
               p.target_id,
               p.feed_type,
               p.parent_post_id,
               p.data_type,
               p.is_deleted
        from posts p
        where p.post_id = @postId
          and {PostSql.IsVisible}
        """;
}
