using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Modules.Communities;

namespace Amity.Modules.Posts;

public sealed partial record PostFacts
{
    /// <summary>
    /// The facts of a post that the caller may see; null for one that is unknown or stands in a community hidden from the caller. A
    /// deleted post is returned as such: what that means is the caller's to decide.
    /// </summary>
    public static Task<PostFacts?> Visible(IRead db, Caller caller, string postId) => db.One<PostFacts>(
        VisibleById, new { postId, callerId = caller.UserId, isAdministrator = caller.IsAdministrator });

    private const string VisibleById = $"""
        select p.post_id,
               p.user_id,
               p.target_type,
               p.target_id,
               p.parent_post_id,
               p.is_deleted
        from posts p
        left join communities c on p.target_type = 'community' and c.community_id = p.target_id
        where p.post_id = @postId
          and (p.target_type <> 'community' or {CommunitySql.IsVisible})
        """;
}
