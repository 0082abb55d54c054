using System.Text.Json.Nodes;
using Amity.Core.Data;
using Amity.Modules.Users;
using Amity.Tests.Kit;
using Amity.Tests.Roles;
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

    /// <summary>Bans the user as an administrator.</summary>
    public static async Task Bans(this AmityHost amity, string communityId, params string[] userIds) =>
        (await (await amity.Administrator()).Put($"/api/v3/communities/{communityId}/users/ban", new { userIds })).Ok();

    public static Task MakesModerator(this AmityHost amity, string communityId, string userId) =>
        amity.GivesRole(communityId, userId, "community-moderator");

    /// <summary>Gives the member a role as an administrator.</summary>
    public static async Task GivesRole(this AmityHost amity, string communityId, string userId, string role) =>
        (await (await amity.Administrator()).Post($"/api/v4/communities/{communityId}/users/roles", new { roles = new[] { role }, userIds = new[] { userId } })).Ok();

    /// <summary>A role with these permissions, made by an administrator.</summary>
    public static async Task<string> CreatesRole(this AmityHost amity, string roleId, params string[] permissions) =>
        (await (await amity.Administrator()).MakesRole(roleId, permissions)).Ok()[0]!.Text("roleId");

    /// <summary>Whether users may join private communities by themselves.</summary>
    public static Task LetsJoinPrivate(this AmityHost amity, bool yes) => amity.Network.Database.Write(tx => tx.Run("""
        insert into settings (name, value)
        values ('social', @value)
        on conflict (name) do update set value = excluded.value
        """, new { value = $$"""{"allowJoinPrivateCommunity":{{(yes ? "true" : "false")}}}""" }));

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
