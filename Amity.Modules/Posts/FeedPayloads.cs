using Amity.Core.Data;

namespace Amity.Modules.Posts;

public static partial class FeedPayloads
{
    /// <summary>The feeds of these targets (<c>user</c> and public id, <c>community</c> and id), all types. At most 1000 targets.</summary>
    public static async Task<IReadOnlyList<FeedBody>> Of(IRead db, IEnumerable<(string TargetType, string TargetId)> targets)
    {
        var wanted = targets.ToHashSet();
        if (wanted.Count == 0)
        {
            return [];
        }

        var rows = await db.Many<FeedRow>(Feeds, new
        {
            targetTypes = wanted.Select(target => target.TargetType).Distinct().ToArray(),
            targetIds = wanted.Select(target => target.TargetId).Distinct().ToArray(),
        });
        return [.. rows.Where(row => wanted.Contains((row.TargetType, row.TargetId))).Select(row => row.ToBody())];
    }

    /// <summary>The feeds that the posts stand in: how many posts wait in the others is nothing that every reader should learn.</summary>
    internal static async Task<IReadOnlyList<FeedBody>> OfPosts(IRead db, IReadOnlyCollection<PostRow> posts)
    {
        var feedIds = posts.Select(post => post.FeedId).ToHashSet();
        return [.. (await Of(db, posts.Select(post => (post.TargetType, post.TargetId)))).Where(feed => feedIds.Contains(feed.FeedId))];
    }

    private const string Feeds = """
        select feed_id,
               feed_type,
               target_type,
               target_id,
               post_count,
               created_at,
               updated_at
        from feeds
        where target_type in @targetTypes
          and target_id in @targetIds
        order by target_type, target_id, feed_type
        limit 10000
        -- rests on feeds.target_id @targetIds
        """;

    private sealed record FeedRow
    {
        public string FeedId { get; init; } = "";

        public string FeedType { get; init; } = "";

        public string TargetType { get; init; } = "";

        public string TargetId { get; init; } = "";

        public long PostCount { get; init; }

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }

        public FeedBody ToBody() => new()
        {
            FeedId = FeedId,
            FeedType = FeedType,
            TargetType = TargetType,
            TargetId = TargetId,
            PostCount = PostCount,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
        };
    }
}
