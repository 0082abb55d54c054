using System.Text.Json.Nodes;
using Amity.Core.Data;
using Amity.Tests.Kit;
using Amity.Tests.Settings;
using Xunit;

namespace Amity.Tests.Posts;

/// <summary>What people do in the tests of posts and feeds over and over.</summary>
internal static class Posting
{
    /// <summary>Posts a text, on the own wall or in a community, and gives the post's id.</summary>
    public static async Task<string> Writes(this Person author, string text, string? inCommunity = null, string[]? tags = null) =>
        (await author.Post("/api/v4/posts", Text(text, inCommunity, tags))).Ok().First("posts").Text("postId");

    /// <summary>Posts several texts, oldest first.</summary>
    public static async Task<List<string>> WritesMany(this Person author, int count, string? inCommunity = null)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            ids.Add(await author.Writes($"post {i}", inCommunity));
        }

        return ids;
    }

    public static object Text(string text, string? inCommunity = null, string[]? tags = null) =>
        new { targetType = inCommunity is null ? "user" : "community", targetId = inCommunity, data = new { text }, tags };

    /// <summary>Creates a community and gives its id; the creator is its moderator.</summary>
    public static async Task<string> Founds(
        this Person creator, bool isPublic = true, string[]? members = null, bool onlyAdminCanPost = false, bool needApproval = false) =>
        (await creator.Post("/api/v3/communities", new
        {
            displayName = "hikers",
            isPublic,
            userIds = members,
            onlyAdminCanPost,
            needApprovalOnPostCreation = needApproval,
        })).Ok().First("communities").Text("communityId");

    public static async Task Joins(this Person person, string communityId) => (await person.Post($"/api/v3/communities/{communityId}/join")).Ok();

    public static async Task Follows(this Person person, string userId) => (await person.Post($"/api/v4/me/following/{userId}")).Ok();

    public static async Task<JsonNode> Reads(this Person person, string postId) => (await person.Get($"/api/v3/posts/{postId}")).Ok().First("posts");

    /// <summary>The ids of all posts of a list, page by page, and of the same pages on the way back.</summary>
    public static async Task<(List<IReadOnlyList<string>> Forth, List<IReadOnlyList<string>> Back)> Walks(this Person person, string list, int limit)
    {
        var join = list.Contains('?') ? '&' : '?';
        var forth = new List<IReadOnlyList<string>>();
        var page = (await person.Get($"{list}{join}options[limit]={limit}")).Ok();
        forth.Add(page.All("posts", "postId"));
        while (page["paging"]!["next"] is { } next)
        {
            page = (await person.Get($"{list}{join}options[token]={Uri.EscapeDataString(next.GetValue<string>())}")).Ok();
            forth.Add(page.All("posts", "postId"));
        }

        var back = new List<IReadOnlyList<string>> { forth[^1] };
        while (page["paging"]!["previous"] is { } previous)
        {
            page = (await person.Get($"{list}{join}options[token]={Uri.EscapeDataString(previous.GetValue<string>())}")).Ok();
            back.Insert(0, page.All("posts", "postId"));
        }

        return (forth, back);
    }

    /// <summary>Arranges what no operation does yet: a ban from a community.</summary>
    public static Task Bans(this AmityHost amity, string communityId, string userId) => amity.Network.Database.Write(tx => tx.Run(
        "update community_users set membership = 'banned' where community_id = @communityId and user_id = @userId", new { communityId, userId }));

    /// <summary>Arranges what no operation does yet: a child of a post, as an attachment would make one.</summary>
    public static Task<string> AddsChild(this AmityHost amity, string parentId, string dataType) => amity.Network.Database.Write(async tx =>
    {
        var childId = tx.NewId();
        await tx.Run(Child, new { childId, parentId, dataType, now = tx.Now });
        return childId;
    });

    /// <summary>Makes these the social settings of the network, and all others what they are by default.</summary>
    public static async Task Sets(this AmityHost amity, object social)
    {
        await amity.Network.Database.Write(tx => tx.Run("delete from settings"));
        await amity.Set("social", social);
    }

    /// <summary>Arranges a reaction of each of the users fan0, fan1 and so on, half of them with one name.</summary>
    public static Task Fans(this AmityHost amity, string referenceType, string referenceId, int count) => amity.Network.Database.Write(async tx =>
    {
        for (var i = 0; i < count; i++)
        {
            var args = new { id = tx.NewId(), referenceType, referenceId, userId = $"fan{i}", name = i % 2 == 0 ? "like" : $"own{i}", now = tx.Now };
            await tx.Run("insert into reactions values (@id, @referenceType, @referenceId, @userId, @name, @now)", args);
            await tx.Run(CountReaction, args);
        }

        return await tx.Run($"update {referenceType}s set reactions_count = reactions_count + @count where {referenceType}_id = @referenceId", new { count, referenceId });
    });

    /// <summary>Waits until the jobs of the network are done.</summary>
    public static async Task JobsAreDone(this AmityHost amity)
    {
        for (var patience = 0; await amity.Number("select count(*) from jobs") > 0; patience++)
        {
            Assert.True(patience < 3000, "The jobs do not end.");
            await Task.Delay(10);
        }
    }

    public static async Task Closes(this Person moderator, string communityId) => (await moderator.Delete($"/api/v3/communities/{communityId}")).Ok();

    public static async Task<long> PostsCount(this Person person, string communityId) =>
        (await person.Get($"/api/v3/communities/{communityId}")).Ok().First("communities").Number("postsCount");

    private const string CountReaction = """
        insert into reaction_counts (reference_type, reference_id, reaction_name, count)
        values (@referenceType, @referenceId, @name, 1)
        on conflict (reference_type, reference_id, reaction_name) do update set count = reaction_counts.count + 1
        """;

    private const string Child = """
        insert into posts (post_id, feed_id, target_type, target_id, feed_type, parent_post_id, user_id, data_type, data, edited_at, created_at, updated_at)
        select @childId, feed_id, target_type, target_id, feed_type, post_id, user_id, @dataType, '{}', @now, @now, @now
        from posts
        where post_id = @parentId
        """;
}
