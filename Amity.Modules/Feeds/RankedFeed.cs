using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Ranking;
using Amity.Modules.Posts;

namespace Amity.Modules.Feeds;

/// <summary>
/// A feed of many sources by rank: engagement that fades, and a boost for what is new. All pages of one walk are scored at the instant of
/// its first page, so that none shows a post again while nothing changes.
/// </summary>
internal static class RankedFeed
{
    public static async Task<PostsBody> Page(IRead db, Caller caller, FeedFilter filter, FeedScope scope, PageRequest request, TimeProvider time)
    {
        var list = new PageList(caller.Network.Pages, "feeds.ranked", "ranked", filter.Canonical(scope));
        var place = list.Find(request);
        var instant = place.Cursor?.Instant ?? Math.Max(time.GetUtcNow().ToUnixTimeMilliseconds(), await db.LastInstant());

        var rows = await db.Many<Row>(Candidates, FeedSources.Args(caller.UserId, filter, scope, instant));
        List<Ranked> ranked = [.. rows.Select(row => row.At(instant))];
        ranked.Sort(RankedOrder.Instance);
        var (ids, paging) = RankedPage.Of(list, place, ranked, instant);
        return await PostPayloads.ByIds(db, caller, ids) with { Paging = paging };
    }

    // Twenty posts a source: the limit leaves room for a thousand sources, and beyond that the newest posts win.
    private const string Candidates = $"""
        with {FeedSources.Windows}
        select p.post_id,
               p.comments_count,
               p.reactions_count,
               p.edited_at,
               p.created_at
        {FeedSources.Posts}
        order by p.created_at desc, p.post_id desc
        limit 20000
        """;

    private sealed record Row
    {
        public string PostId { get; init; } = "";

        public long CommentsCount { get; init; }

        public long ReactionsCount { get; init; }

        public long EditedAt { get; init; }

        public long CreatedAt { get; init; }

        public Ranked At(long instant) => new(
            FeedRanking.Score(RankingWeights.Documented, CommentsCount, ReactionsCount, CreatedAt, EditedAt, instant), CreatedAt, PostId);
    }
}
