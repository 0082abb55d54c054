using Amity.Modules.Blocks;
using Amity.Modules.Communities;

namespace Amity.Modules.Posts;

public static partial class PostSql
{
    /// <summary>There is a flag on a live comment on the post <c>p</c>.</summary>
    public const string HasFlaggedComment = """
        exists (select 1
                from comments said
                where said.reference_type = 'post'
                  and said.reference_id = p.post_id
                  and said.flag_count > 0
                  and not said.is_deleted)
        """;

    /// <summary>There is a flag on the post <c>p</c>, on a live child of it, or on a live comment on it.</summary>
    public const string HasFlag = $"""
        (p.flag_count > 0
         or exists (select 1
                    from posts shown
                    where shown.parent_post_id = p.post_id
                      and shown.flag_count > 0
                      and not shown.is_deleted)
         or {HasFlaggedComment})
        """;

    /// <summary>
    /// The post <c>p</c> exists for the viewer. It stands where the viewer may read: on a wall, unless walls are for followers only or there
    /// is a block between its owner and the viewer, in a live community that the viewer may see, or below content of the application. And it is published, unless the viewer wrote it or
    /// reviews the posts there. Says nothing of the post's own deletion, but for that of an author with all posts.
    /// </summary>
    public const string IsVisible = $"""
        ({IsStaying}
         and (p.target_type <> 'community'
              or exists (select 1
                         from communities c
                         where c.community_id = p.target_id
                           and (not c.is_deleted or @isAdministrator)
                           and {CommunitySql.IsVisible}))
         and (p.target_type <> 'user'
              or @seesAllWalls
              or p.target_id = @callerId
              or exists (select 1
                         from follows w
                         where w.from_user_id = @callerId
                           and w.to_user_id = p.target_id
                           and w.status = 'accepted'))
         and (p.target_type <> 'user'
              or not @hidesWalls
              or p.target_id not in {BlockSql.Apart})
         and (p.feed_type = 'published'
              or p.user_id = @callerId
              or @isReviewer
              or exists (select 1
                         from community_user_roles held
                         join community_users m on m.community_id = held.community_id and m.user_id = held.user_id
                         join roles r on r.role_id = held.role_id
                         join role_permissions given on given.role_id = held.role_id
                         where held.community_id = p.target_id
                           and held.user_id = @callerId
                           and m.membership = 'member'
                           and not r.is_deleted
                           and given.permission = 'REVIEW_COMMUNITY_POST')))
        """;

    /// <summary>
    /// The author of the post <c>p</c> is not being deleted with all posts. A list of those who are is made once for a statement and is nearly
    /// always empty.
    /// </summary>
    public const string IsStaying = "p.user_id not in (select gone.user_id from post_departures gone)";

    /// <summary>
    /// There is no block between the viewer and the author of the post <c>p</c>, nor between the viewer and whose wall it stands on: for
    /// feeds that a caller shares with nobody.
    /// </summary>
    public const string IsNotApart = $"""
        (not @hasBlocks
         or (p.user_id not in {BlockSql.Apart}
             and (p.target_type <> 'user' or p.target_id not in {BlockSql.Apart})))
        """;
}
