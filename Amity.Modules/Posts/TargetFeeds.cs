using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Modules.Communities;
using Amity.Modules.Users;

namespace Amity.Modules.Posts;

/// <summary>Gives every user and every community its feed of published posts, in the write that creates them, and counts the posts in it.</summary>
internal sealed class PublishedFeeds : IInWrite<UserCreated>, IInWrite<CommunityCreated>
{
    public Task On(UserCreated raised, IWrite tx) => Create(tx, "user", raised.UserId);

    public Task On(CommunityCreated raised, IWrite tx) => Create(tx, "community", raised.CommunityId);

    public static async Task<string> IdOf(IRead db, string targetType, string targetId) =>
        await db.One<string>(ById, new { targetType, targetId })
        ?? throw new InvalidOperationException($"A {targetType} has no feed.");

    /// <summary>Counts published parents, in the feed and in its community.</summary>
    public static async Task AddPosts(IWrite tx, string targetType, string targetId, int by)
    {
        await tx.Run(Add, new { targetType, targetId, by, now = tx.Now });
        if (targetType == "community")
        {
            await CommunityCounters.AddPosts(tx, targetId, by);
        }
    }

    private static Task Create(IWrite tx, string targetType, string targetId) =>
        tx.Run(Insert, new { feedId = tx.NewId(), targetType, targetId, now = tx.Now });

    private const string ById = """
        select feed_id
        from feeds
        where target_type = @targetType
          and target_id = @targetId
          and feed_type = 'published'
        """;

    private const string Insert = """
        insert into feeds (feed_id, target_type, target_id, feed_type, created_at, updated_at)
        values (@feedId, @targetType, @targetId, 'published', @now, @now)
        """;

    private const string Add = """
        update feeds
        set post_count = post_count + @by,
            updated_at = @now
        where target_type = @targetType
          and target_id = @targetId
          and feed_type = 'published'
        """;
}
