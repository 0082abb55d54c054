using System.Text.Json.Nodes;
using Amity.Tests.Kit;

namespace Amity.Tests.Roles;

/// <summary>What people do in the tests of roles over and over.</summary>
internal static class RoleCalls
{
    public const string Path = "/api/v3/roles";

    public static Task<Answer> MakesRole(this Person person, string roleId, params string[] permissions) => person.Post(Path, new { roleId, permissions });

    public static Task<Answer> ChangesRole(this Person person, string roleId, params string[] permissions) =>
        person.Put($"{Path}/{Uri.EscapeDataString(roleId)}", new { permissions });

    public static Task<Answer> AddsTo(this Person person, string[] publicIds, params string[] permissions) =>
        person.Put("/api/v2/roles", new { publicIds, permissions });

    public static Task<Answer> DeletesRole(this Person person, string roleId) => person.Delete($"{Path}/{Uri.EscapeDataString(roleId)}");

    /// <summary>Makes these all roles that the user holds in the network.</summary>
    public static Task<Answer> GivesUser(this Person person, string userId, params string[] roles) => person.Put("/api/v3/users", new { userId, roles });

    public static Task<Answer> GivesMember(this Person person, string communityId, string userId, params string[] roles) =>
        person.Post($"/api/v4/communities/{communityId}/users/roles", new { roles, userIds = new[] { userId } });

    public static Task<Answer> TakesFromMember(this Person person, string communityId, string userId, params string[] roles) =>
        person.Delete($"/api/v4/communities/{communityId}/users/roles", new { roles, userIds = new[] { userId } });

    /// <summary>The role as this person reads it.</summary>
    public static async Task<JsonNode> SeesRole(this Person person, string roleId) => (await person.Get($"{Path}/{Uri.EscapeDataString(roleId)}")).Ok()[0]!;

    /// <summary>The user as this person reads it.</summary>
    public static async Task<JsonNode> SeesUser(this Person person, string userId) => (await person.Get($"/api/v3/users/{userId}")).Ok().First("users");

    /// <summary>A list of texts in a body.</summary>
    public static string[] Texts(this JsonNode body, string field) => [.. body[field]!.AsArray().Select(text => text!.GetValue<string>())];
}
