using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Paging;

namespace Amity.Modules.Posts;

public static partial class AuthoredPosts
{
    /// <summary>
    /// One page of what the user, the target of the filter, wrote in public communities, with or without what stands on its wall. Throws
    /// as <see cref="PostTimeline.Page"/> does. Nothing across a block: here the author is who is looked for, not the place.
    /// </summary>
    public static async Task<PostsBody> Page(
        IRead db, Caller caller, PostFilter filter, bool withWall, string? sortBy, PageRequest page)
    {
        var viewer = await PostViewer.Of(db, caller);
        var args = PostTimeline.Args(viewer, filter, await PostTimeline.SeesDeleted(db, caller, viewer, filter));
        if (await viewer.IsApart(db, caller, filter.TargetId!))
        {
            return PostsBody.Empty with { Paging = Paging.None };
        }

        var list = withWall ? OfAuthorAndWall : OfAuthor;
        var rows = await list.Page(db, caller.Network.Pages, page, sortBy, filter.Canonical(), args);
        return await PostPayloads.ByIds(db, caller, rows.Rows.Select(row => row.PostId)) with { Paging = rows.Paging };
    }

    private const string InPublicCommunities = $"""
        select p.post_id,
               p.created_at
        from posts p
        where p.user_id = @TargetId
          and p.target_type = 'community'
          and {PostTimeline.Matches}
          and exists (select 1
                      from communities open
                      where open.community_id = p.target_id
                        and open.is_public
                        and not open.is_deleted)
          and {PostSql.IsVisible}
        """;

    // Both halves are walked in the order of their indexes and merged.
    private const string OnWallAndInPublicCommunities = $"""
        select written.post_id,
               written.created_at
        from (select p.post_id,
                     p.created_at
              from posts p
              where p.target_type = 'user'
                and p.target_id = @TargetId
                and {PostTimeline.Matches}
                and {PostSql.IsStaying}
              union all
              {InPublicCommunities}) written
        where written.post_id <> ''
        """;

    private static readonly PagedSql<PostTimeline.Row> OfAuthor = new(
        "posts.author",
        $$"""
        {{InPublicCommunities}}
        {page}
        """,
        [.. Orders("p")]);

    private static readonly PagedSql<PostTimeline.Row> OfAuthorAndWall = new(
        "posts.authorAndWall",
        $$"""
        {{OnWallAndInPublicCommunities}}
        {page}
        """,
        [.. Orders("written")]);

    private static IEnumerable<Order<PostTimeline.Row>> Orders(string from) =>
    [
        new("lastCreated", $"{from}.created_at", $"{from}.post_id", row => (row.CreatedAt, row.PostId), Descending: true),
        new("firstCreated", $"{from}.created_at", $"{from}.post_id", row => (row.CreatedAt, row.PostId)),
    ];
}
