using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Ranking;
using Amity.Modules.Blocks;
using Amity.Modules.Posts;
using Amity.Modules.Settings;

namespace Amity.Modules.Feeds;

/// <summary>A feed of many sources, newest first. Posts that come after the first page do not push others out of it.</summary>
internal static class NewestFeed
{
    private const string Operation = "feeds.newest", Sort = "lastCreated";

    public static async Task<PostsBody> Page(IRead db, Caller caller, FeedFilter filter, FeedScope scope, PageRequest request, FeedIndexes indexes)
    {
        var list = new PageList(caller.Network.Pages, Operation, Sort, filter.Canonical(scope));
        var place = list.Find(request);
        var instant = place.Cursor?.Instant ?? await caller.Network.Database.Begin(db);
        var weights = await NetworkSettings.Ranking(db);
        var hasBlocks = await UserBlocks.Concern(db, caller);
        if (await SourceIndex.Page(db, caller, filter, scope, hasBlocks, FeedOrder.Newest, Place(place, instant), indexes, weights) is { } slice)
        {
            return await FeedPosts.Of(db, caller, slice) with { Paging = Paging(list, place, slice, instant) };
        }

        var args = FeedSources.Args(caller.UserId, filter, scope, hasBlocks);
        var page = await Newest.Page(db, caller.Network.Pages, request, null, filter.Canonical(scope), args, instant);
        return await PostPayloads.ByIds(db, caller, page.Rows.Select(row => row.PostId)) with { Paging = page.Paging };
    }

    private static FeedPlace Place(PagePlace place, long instant) => new()
    {
        Instant = instant,
        Cursor = place.Cursor is { } cursor ? new Ranked(0, (long)cursor.Key.Value, cursor.Key.Id) : null,
        Inclusive = place.Cursor?.Inclusive ?? false,
        Back = place.Side == PageSide.Before,
        Skip = place.Offset,
        Size = place.Size,
    };

    /// <summary>The tokens that <see cref="Newest"/> gives: one form answers those of the other.</summary>
    private static Paging Paging(PageList list, PagePlace place, FeedSlice slice, long instant)
    {
        var turned = place.Cursor is { } cursor ? cursor with { Inclusive = !cursor.Inclusive } : null;
        var (first, last) = slice.Posts.Count > 0 ? (Cursor(slice.Posts[0], instant), Cursor(slice.Posts[^1], instant)) : (turned, turned);
        return list.Paging(slice.HasBefore ? first : null, slice.HasAfter ? last : null, place.Size);
    }

    private static PageCursor Cursor(Ranked post, long instant) => new((post.CreatedAt, post.Id), instant);

    private static readonly PagedSql<Row> Newest = new(
        Operation,
        $$"""
        with {{FeedSources.Windows}}
        select p.post_id,
               p.created_at
        {{FeedSources.Posts}}
        {page}
        """,
        new Order<Row>(Sort, "p.created_at", "p.post_id", row => (row.CreatedAt, row.PostId), Descending: true));

    private sealed record Row
    {
        public string PostId { get; init; } = "";

        public long CreatedAt { get; init; }
    }
}
