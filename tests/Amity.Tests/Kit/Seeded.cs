using Amity.Core.Data;

namespace Amity.Tests.Kit;

/// <summary>
/// Arranges what a test's slice stands on and another slice makes: communities, memberships and posts, as rows. Users are made by
/// logging in. Nothing here is a claim about the slices that write these tables.
/// </summary>
public static class Seeded
{
    /// <summary>A text post of the author on the author's own wall.</summary>
    public static Task<string> WallPost(this AmityHost host, string author) => host.Post(author, "user", author);

    /// <summary>A text post of the author in a community.</summary>
    public static Task<string> CommunityPost(this AmityHost host, string author, string communityId) => host.Post(author, "community", communityId);

    /// <summary>A community with its creator as moderator, and these members.</summary>
    public static Task<string> Community(this AmityHost host, string creator, bool isPublic, params string[] members) =>
        host.Network.Database.Write(async tx =>
        {
            var communityId = tx.NewId();
            await tx.Run(InsertCommunity, new { communityId, creator, isPublic, members = members.Length + 1, now = tx.Now });
            foreach (var userId in members.Prepend(creator))
            {
                await tx.Run(InsertMember, new { communityId, userId, membership = "member", now = tx.Now });
            }

            await tx.Run(InsertRole, new { communityId, userId = creator });
            return communityId;
        });

    public static Task Ban(this AmityHost host, string communityId, string userId) => host.Network.Database.Write(async tx =>
        await tx.Run(InsertMember, new { communityId, userId, membership = "banned", now = tx.Now }));

    public static Task CloseCommunity(this AmityHost host, string communityId) => host.Network.Database.Write(async tx =>
        await tx.Run("update communities set is_deleted = true where community_id = @communityId", new { communityId }));

    public static Task DeletePost(this AmityHost host, string postId) => host.Network.Database.Write(async tx =>
        await tx.Run("update posts set is_deleted = true where post_id = @postId", new { postId }));

    /// <summary>One number out of the database.</summary>
    public static async Task<long> Number(this AmityHost host, string sql, object? args = null)
    {
        using var read = host.Network.Database.Read();
        return await read.One<long>(sql, args);
    }

    private static Task<string> Post(this AmityHost host, string author, string targetType, string targetId) =>
        host.Network.Database.Write(async tx =>
        {
            await tx.Run(InsertFeed, new { feedId = tx.NewId(), targetType, targetId, now = tx.Now });
            var postId = tx.NewId();
            await tx.Run(InsertPost, new { postId, author, targetType, targetId, now = tx.Now });
            return postId;
        });

    private const string InsertFeed = """
        insert into feeds (feed_id, target_type, target_id, feed_type, created_at, updated_at)
        values (@feedId, @targetType, @targetId, 'published', @now, @now)
        on conflict (target_type, target_id, feed_type) do nothing
        """;

    private const string InsertPost = """
        insert into posts (post_id, feed_id, target_type, target_id, user_id, data_type, data, edited_at, created_at, updated_at)
        select @postId, feed_id, target_type, target_id, @author, 'text', '{"text":"A post"}', @now, @now, @now
        from feeds
        where target_type = @targetType
          and target_id = @targetId
          and feed_type = 'published'
        """;

    private const string InsertCommunity = """
        insert into communities (community_id, user_id, display_name, display_name_key, display_name_search, is_public, is_official,
                                 only_admin_can_post, need_approval_on_post_creation, allow_comment_in_story, members_count,
                                 created_at, updated_at)
        values (@communityId, @creator, 'Gardeners', 'gardeners', 'gardeners', @isPublic, false,
                false, false, true, @members,
                @now, @now)
        """;

    private const string InsertMember = """
        insert into community_users (community_id, user_id, membership, created_at, updated_at)
        values (@communityId, @userId, @membership, @now, @now)
        on conflict (community_id, user_id) do update
        set membership = @membership
        """;

    private const string InsertRole = """
        insert into community_user_roles (community_id, user_id, role_id)
        values (@communityId, @userId, 'community-moderator')
        """;
}
