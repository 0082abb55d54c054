using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Modules.Posts;

namespace Amity.Modules.Feeds;

/// <summary>A feed of many sources, newest first. Posts that come after the first page do not push others out of it.</summary>
internal static class NewestFeed
{
    public static async Task<PostsBody> Page(IRead db, Caller caller, FeedFilter filter, FeedScope scope, PageRequest request)
    {
        var args = FeedSources.Args(caller.UserId, filter, scope);
        var page = await Newest.Page(db, caller.Network.Pages, request, null, filter.Canonical(scope), args, await db.LastInstant());
        return await PostPayloads.ByIds(db, caller, page.Rows.Select(row => row.PostId)) with { Paging = page.Paging };
    }

    private static readonly PagedSql<Row> Newest = new(
        "feeds.newest",
        $$"""
        with {{FeedSources.Windows}}
        select p.post_id,
               p.created_at
        {{FeedSources.Posts}}
        {page}
        """,
        new Order<Row>("lastCreated", "p.created_at", "p.post_id", row => (row.CreatedAt, row.PostId), Descending: true));

    private sealed record Row
    {
        public string PostId { get; init; } = "";

        public long CreatedAt { get; init; }
    }
}
