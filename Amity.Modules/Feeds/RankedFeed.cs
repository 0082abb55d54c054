using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Ranking;
using Amity.Modules.Blocks;
using Amity.Modules.Posts;
using Amity.Modules.Settings;

namespace Amity.Modules.Feeds;

/// <summary>
/// A feed of many sources by rank: engagement that fades, and a boost for what is new. All pages of one walk are scored at the instant of
/// its first page, and its later pages leave out the posts whose engagement or content has changed since: no page shows a post again.
/// </summary>
internal static class RankedFeed
{
    /// <summary>How old the order of a first page may be that is used again: scores move by a hundred-thousandth in that time.</summary>
    private const int FirstPageMilliseconds = 1000;

    public static async Task<PostsBody> Page(
        IRead db, Caller caller, FeedFilter filter, FeedScope scope, PageRequest request, FeedIndexes indexes, bool explain = false)
    {
        var weights = await NetworkSettings.Ranking(db);
        var list = new PageList(caller.Network.Pages, "feeds.ranked", "ranked", Canonical(filter, scope, weights));
        var place = list.Find(request);
        if (place.Cursor is null)
        {
            db.RestUntil(caller.Network.Database.Now + FirstPageMilliseconds);
        }

        var instant = place.Cursor?.Instant ?? await caller.Network.Database.Begin(db);
        var at = RankedPage.Place(place, instant);
        var hasBlocks = await UserBlocks.Concern(db, caller);
        var slice = await SourceIndex.Page(db, caller, filter, scope, hasBlocks, FeedOrder.Ranked, at, indexes, weights)
            ?? RankedPage.Cut(at, await All(db, FeedSources.Args(caller.UserId, filter, scope, hasBlocks, instant), weights, at));
        var posts = await FeedPosts.Of(db, caller, slice) with { Paging = RankedPage.Paging(list, place, slice, instant) };
        return explain ? posts with { Rankings = await Explain(db, posts, weights, instant) } : posts;
    }

    /// <summary>A token of other constants is one of another list: its scores mean nothing here.</summary>
    private static string Canonical(FeedFilter filter, FeedScope scope, RankingWeights weights) =>
        filter.Canonical(scope) + (weights == RankingWeights.Documented ? "" : PageFilters.Of(("weights", weights.ToString())));

    private static async Task<List<Ranked>> All(IRead db, Arguments sources, RankingWeights weights, FeedPlace place)
    {
        var args = sources.With("isFirst", place.Cursor is null);
        List<Ranked> all = [.. (await db.Many<Row>(Candidates, args)).Select(row => row.At(weights, place.Instant))];
        all.Sort(RankedOrder.Instance);
        return all;
    }

    private static async Task<IReadOnlyList<PostRankingBody>> Explain(IRead db, PostsBody posts, RankingWeights weights, long instant)
    {
        var rows = (await db.Many<Row>(Numbers, new { ids = posts.Posts.Select(post => post.PostId) })).ToDictionary(row => row.PostId);
        return [.. posts.Posts.Select(post => rows[post.PostId].Explain(weights, instant))];
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
          and (@isFirst or p.ranked_at <= @pageInstant)
        order by p.created_at desc, p.post_id desc
        limit 20000
        """;

    private const string Numbers = """
        select p.post_id,
               p.comments_count,
               p.reactions_count,
               p.edited_at,
               p.created_at
        from posts p
        where p.post_id in @ids
        limit 100
        """;

    private sealed record Row
    {
        public string PostId { get; init; } = "";

        public long CommentsCount { get; init; }

        public long ReactionsCount { get; init; }

        public long EditedAt { get; init; }

        public long CreatedAt { get; init; }

        public Ranked At(RankingWeights weights, long instant) =>
            new(FeedRanking.Score(weights, CommentsCount, ReactionsCount, CreatedAt, EditedAt, instant), CreatedAt, PostId);

        public PostRankingBody Explain(RankingWeights weights, long instant)
        {
            var engagement = FeedRanking.Engagement(weights, CommentsCount, ReactionsCount);
            var parts = FeedRanking.Parts(weights, engagement, CreatedAt, Math.Max(CreatedAt, EditedAt), instant);
            return new PostRankingBody(PostId, parts.Score, parts.Engagement, parts.Decay, parts.Boost);
        }
    }
}
