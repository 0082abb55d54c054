using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Modules.Blocks;
using Amity.Modules.Categories;
using Amity.Modules.Communities;
using Amity.Modules.Polls;
using Amity.Modules.Users;

namespace Amity.Modules.Posts;

public static partial class PostPayloads
{
    /// <summary>
    /// The posts with these ids, in their order, with all that travels with posts. Left out are unknown ids, posts that are hidden from the
    /// caller, and deleted posts, unless the caller wrote them or may delete posts there. At most 100 ids.
    /// </summary>
    public static async Task<PostsBody> ByIds(IRead db, Caller caller, IEnumerable<string> postIds) =>
        await Read(db, caller, await PostViewer.Of(db, caller), postIds, seesAll: false);

    /// <summary>
    /// The same of a post that the caller has just written, also when it was deleted or hidden from the caller right after: clients take
    /// an answer without the post for an error of their own. <see cref="ErrorKind.NotFound"/> when it was deleted for good.
    /// </summary>
    internal static async Task<PostsBody> Written(IRead db, Caller caller, string postId) =>
        await Read(db, caller, PostViewer.Unhindered(caller), [postId], seesAll: true) is { Posts.Count: > 0 } written
            ? written
            : throw Refuse.NotFound("Post");

    private static async Task<PostsBody> Read(IRead db, Caller caller, PostViewer viewer, IEnumerable<string> postIds, bool seesAll)
    {
        var ids = postIds.Distinct().ToArray();
        if (ids.Length == 0)
        {
            return PostsBody.Empty;
        }

        var found = await db.Many<PostRow>(Posts, viewer.Args(new { ids }));
        var family = await CommunityPayloads.ByIds(db, caller, found.Where(row => row.IsInCommunity).Select(row => row.TargetId));
        var rows = found.Where(row => !row.IsDeleted || seesAll || SeesDeleted(caller, family, row)).ToDictionary(row => row.PostId);
        var children = rows.Count > 0 ? await db.Many<PostRow>(Children, new { ids = rows.Keys }) : [];
        var parts = await PostParts.Of(db, caller, rows.Values, children);
        var members = await Members(db, family, rows.Values);
        return new PostsBody
        {
            Posts = [.. ids.Where(rows.ContainsKey).Select(id => rows[id].ToBody(caller.Network, parts))],
            PostChildren = [.. children.Select(row => row.ToBody(caller.Network, parts))],
            Comments = parts.Previews,
            Communities = family.Communities,
            CommunityUsers = members,
            Categories = await CategoryPayloads.ByIds(db, family.CategoryIds),
            Polls = await PollPayloads.ByIds(db, caller, rows.Values.Concat(children).Select(PostChildren.PollOf).OfType<string>()),
            Feeds = await FeedPayloads.OfPosts(db, rows.Values),
            Users = await UserPayloads.ByIds(
                db,
                caller,
                rows.Values.Concat(children).Select(row => row.UserId)
                    .Concat(rows.Values.Where(row => row.TargetType == "user").Select(row => row.TargetId))
                    .Concat(parts.Previews.Select(comment => comment.UserId))
                    .Concat(family.UserIds)
                    .Concat(members.Select(member => member.UserId))),
        };
    }

    private static bool SeesDeleted(Caller caller, CommunityFamily family, PostRow row) =>
        row.UserId == caller.UserId
        || caller.Sees(row.IsInCommunity ? "DELETE_COMMUNITY_POST" : "DELETE_USER_FEED_POST")
        || (row.IsInCommunity && family.CommunityUsers.Any(mine =>
            mine.CommunityId == row.TargetId && mine.CommunityMembership == "member" && mine.Permissions.Contains("DELETE_COMMUNITY_POST")));

    /// <summary>The caller's own rows, which the SDK needs, and the authors'.</summary>
    private static async Task<IReadOnlyList<CommunityUserBody>> Members(IRead db, CommunityFamily family, IEnumerable<PostRow> rows)
    {
        var authors = await CommunityPayloads.Authors(
            db, rows.Where(row => row.IsInCommunity).Select(row => (row.TargetId, row.UserId)).Distinct());
        return [.. family.CommunityUsers.Concat(authors).DistinctBy(member => (member.CommunityId, member.UserId))];
    }

    private const string Posts = $"""
        select {PostRow.Columns}
        from {PostRow.Tables}
        where p.post_id in @ids
          and {PostSql.IsVisible}
        limit 1000
        -- rests on posts.post_id @ids, comments.reference_id @ids, users by reference, communities by reference, community_users.user_id @callerId, follows.from_user_id @callerId, community_user_roles.user_id @callerId, {BlockSql.Rests}
        """;

    private const string Children = $"""
        select {PostRow.Columns}
        from {PostRow.Tables}
        where p.parent_post_id in @ids
          and not p.is_deleted
        order by p.created_at, p.post_id
        limit 1000
        -- rests on posts.parent_post_id @ids, comments by reference, users by reference
        """;
}
