using System.Text.Json.Nodes;
using Amity.Core.Data;
using Amity.Modules.Users;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Communities;

internal static class CommunityCalls
{
    /// <summary>Creates a community and gives its id.</summary>
    public static async Task<string> Creates(this Person person, object fields) =>
        (await person.Post("/api/v3/communities/", fields)).Ok().First("communities").Text("communityId");

    public static async Task<JsonNode> Joins(this Person person, string communityId) =>
        (await person.Post($"/api/v3/communities/{communityId}/join")).Ok();

    public static async Task<JsonNode> Adds(this Person person, string communityId, params string[] userIds) =>
        (await person.Post($"/api/v3/communities/{communityId}/users", new { communityId, userIds })).Ok();

    /// <summary>The community as this person sees it.</summary>
    public static async Task<JsonNode> Sees(this Person person, string communityId) =>
        (await person.Get($"/api/v3/communities/{communityId}")).Ok().First("communities");

    /// <summary>Who is in the community, by the list of its members.</summary>
    public static async Task<IReadOnlyList<string>> Members(this Person person, string communityId, string query = "sortBy=firstCreated") =>
        (await person.Get($"/api/v3/communities/{communityId}/users?{query}")).Ok().All("communityUsers", "userId");

    /// <summary>The one row of this user in an answer.</summary>
    public static JsonNode Row(this JsonNode answer, string userId) =>
        Assert.Single(answer["communityUsers"]!.AsArray(), row => row!.Text("userId") == userId)!;

    /// <summary>What an answer says of a user's membership.</summary>
    public static string Membership(this JsonNode answer, string userId) => answer.Row(userId).Text("communityMembership");

    /// <summary>Every array of the family is there, and every user that is named comes along.</summary>
    public static void IsWhole(this JsonNode answer)
    {
        foreach (var array in (string[])["communities", "communityUsers", "users", "files", "categories", "feeds"])
        {
            Assert.IsType<JsonArray>(answer[array]);
        }

        var named = answer.All("communities", "userId").Concat(answer.All("communityUsers", "userId")).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(named, answer.All("users", "userId").Order(StringComparer.Ordinal));
    }

    /// <summary>What only later issues can do by themselves.</summary>
    public static Task Bans(this AmityHost amity, string communityId, string userId) => amity.Network.Database.Write(async tx =>
    {
        await tx.Run("delete from community_users where community_id = @communityId and user_id = @userId and membership = 'member'", new { communityId, userId });
        return await tx.Run("insert into community_users values (@communityId, @userId, 'banned', @now, @now)", new { communityId, userId, now = tx.Now });
    });

    public static Task MakesModerator(this AmityHost amity, string communityId, string userId) => amity.Network.Database.Write(tx =>
        tx.Run("insert into community_user_roles values (@communityId, @userId, 'community-moderator')", new { communityId, userId }));

    public static Task Deletes(this AmityHost amity, string userId) => amity.Network.Database.Write(tx =>
        tx.Run("update users set is_deleted = true where user_id = @userId", new { userId }));

    /// <summary>Users who never log in.</summary>
    public static Task Registers(this AmityHost amity, params IEnumerable<string> userIds) => amity.Network.Database.Write(async tx =>
    {
        foreach (var userId in userIds)
        {
            await UserCommands.Register(tx, userId, null);
        }

        return true;
    });
}
