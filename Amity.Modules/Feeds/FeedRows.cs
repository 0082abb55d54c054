using Amity.Core.Data;
using Amity.Core.Ranking;

namespace Amity.Modules.Feeds;

/// <summary>Posts as the feed index needs them, out of the database.</summary>
internal static class FeedRows
{
    // Far above what the newest of some hundred feeds are, unless a million posts are of one millisecond.
    private const int Most = 1_000_000;

    /// <summary>The touched posts that still exist, by their ids.</summary>
    public static async Task<Dictionary<string, Row>> Of(IRead db, IReadOnlyList<TouchedRow> touched)
    {
        var rows = new Dictionary<string, Row>(touched.Count, StringComparer.Ordinal);
        foreach (var ids in touched.Select(row => row.Key).Distinct().Chunk(100))
        {
            foreach (var row in await db.Many<Row>(ByIds, new { ids }))
            {
                rows[row.PostId] = row;
            }
        }

        return rows;
    }

    /// <summary>The next feeds of published posts, by their ids.</summary>
    public static Task<List<string>> Feeds(IRead db, string after, int take) => db.Many<string>(Published, new { after, take });

    /// <summary>The newest posts of these feeds, the newest first; a feed without posts is not there.</summary>
    public static async Task<Dictionary<string, List<FeedPost>>> Newest(IRead db, IReadOnlyList<string> feedIds, int take)
    {
        var feeds = new Dictionary<string, List<FeedPost>>(feedIds.Count, StringComparer.Ordinal);
        foreach (var row in await db.Many<Row>(NewestOfFeeds, new { feedIds, most = Most, beforeLast = take - 1 }))
        {
            if (!feeds.TryGetValue(row.FeedId, out var posts))
            {
                feeds.Add(row.FeedId, posts = new List<FeedPost>(take));
            }

            posts.Add(row.ToPost());
        }

        foreach (var posts in feeds.Values)
        {
            // Of those that are as old as the last one the greatest ids are the newest.
            posts.Sort(NewestFirst);
            posts.RemoveRange(Math.Min(take, posts.Count), posts.Count - Math.Min(take, posts.Count));
        }

        return feeds;
    }

    private static int NewestFirst(FeedPost x, FeedPost y)
    {
        var byAge = y.CreatedAt.CompareTo(x.CreatedAt);
        return byAge != 0 ? byAge : string.CompareOrdinal(y.Id, x.Id);
    }

    private const string Columns = """
        p.post_id,
        p.feed_id,
        p.created_at,
        p.edited_at,
        p.ranked_at,
        p.comments_count,
        p.reactions_count
        """;

    private const string ByIds = $"""
        select {Columns},
               p.feed_type = 'published'
               and p.target_type in ('user', 'community')
               and p.parent_post_id is null
               and not p.is_deleted as TakesPart
        from posts p
        where p.post_id in @ids
        limit 100
        """;

    private const string Published = """
        select f.feed_id
        from feeds f
        where f.feed_id > @after
          and f.feed_type = 'published'
          and f.target_type in ('user', 'community')
        order by f.feed_id
        limit @take
        """;

    // Looks for the age of the last one that is wanted first, as the feed itself does: a limit for each feed is nothing that a join could have.
    private const string NewestOfFeeds = $"""
        with windows as materialized (
            select f.feed_id,
                   coalesce((select e.created_at
                             from posts e
                             where e.feed_id = f.feed_id
                               and not e.is_deleted
                               and e.parent_post_id is null
                             order by e.created_at desc, e.post_id desc
                             limit 1 offset @beforeLast), 0) as created_at
            from feeds f
            where f.feed_id in @feedIds
              and f.feed_type = 'published'
              and f.target_type in ('user', 'community')
        )
        select {Columns}
        from windows newest
        cross join posts p
        where p.feed_id = newest.feed_id
          and not p.is_deleted
          and p.parent_post_id is null
          and p.created_at >= newest.created_at
        limit @most
        """;

    internal sealed record Row
    {
        public string PostId { get; init; } = "";

        public string FeedId { get; init; } = "";

        public long CreatedAt { get; init; }

        public long EditedAt { get; init; }

        public long RankedAt { get; init; }

        public long CommentsCount { get; init; }

        public long ReactionsCount { get; init; }

        /// <summary>Live, published, no child, and on a wall or in a community.</summary>
        public bool TakesPart { get; init; }

        public FeedPost ToPost() => new()
        {
            Id = PostId,
            CreatedAt = CreatedAt,
            EditedAt = EditedAt,
            RankedAt = RankedAt,
            Comments = CommentsCount,
            Reactions = ReactionsCount,
        };
    }
}
