using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Modules.Communities;
using Amity.Modules.Users;

namespace Amity.Modules.Posts;

/// <summary>
/// Gives every user a feed of published posts and every community its three feeds, in the write that creates them, and counts the posts
/// in them. Content that the application names gets its feed with its first post: the server does not know it earlier.
/// </summary>
internal sealed class TargetFeeds : IInWrite<UserCreated>, IInWrite<CommunityCreated>
{
    public const string Published = "published", Reviewing = "reviewing", Declined = "declined";

    public Task On(UserCreated raised, IWrite tx) => Create(tx, "user", raised.UserId, Published);

    public async Task On(CommunityCreated raised, IWrite tx)
    {
        await Create(tx, "community", raised.CommunityId, Published);
        await Create(tx, "community", raised.CommunityId, Reviewing);
        await Create(tx, "community", raised.CommunityId, Declined);
    }

    public static async Task<string> IdOf(IWrite tx, string targetType, string targetId, string feedType)
    {
        if (await tx.One<string>(ById, new { targetType, targetId, feedType }) is { } feedId)
        {
            return feedId;
        }

        return targetType == "content"
            ? await Create(tx, targetType, targetId, feedType)
            : throw new InvalidOperationException($"A {targetType} has no feed of {feedType} posts.");
    }

    /// <summary>Counts parents in the feed; the published ones also in their community.</summary>
    public static async Task AddPosts(IWrite tx, string targetType, string targetId, string feedType, int by)
    {
        await tx.Run(Add, new { targetType, targetId, feedType, by, now = tx.Now });
        if (targetType == "community" && feedType == Published)
        {
            await CommunityCounters.AddPosts(tx, targetId, by);
        }
    }

    private static async Task<string> Create(IWrite tx, string targetType, string targetId, string feedType)
    {
        var feedId = tx.NewId();
        await tx.Run(Insert, new { feedId, targetType, targetId, feedType, now = tx.Now });
        return feedId;
    }

    private const string ById = """
        select feed_id
        from feeds
        where target_type = @targetType
          and target_id = @targetId
          and feed_type = @feedType
        """;

    private const string Insert = """
        insert into feeds (feed_id, target_type, target_id, feed_type, created_at, updated_at)
        values (@feedId, @targetType, @targetId, @feedType, @now, @now)
        """;

    private const string Add = """
        update feeds
        set post_count = post_count + @by,
            updated_at = @now
        where target_type = @targetType
          and target_id = @targetId
          and feed_type = @feedType
        """;
}
