using System.Text.Json.Nodes;
using Amity.Tests.Kit;

namespace Amity.Tests.Users;

internal static class UserCalls
{
    public static Task<Answer> BansUser(this Person person, string? userId) => person.Post("/api/v2/users/ban", new { userId });

    public static Task<Answer> UnbansUser(this Person person, string? userId) => person.Post("/api/v2/users/unban", new { userId });

    /// <param name="person">An administrator, or somebody who is to be refused.</param>
    /// <param name="userId">Who is to go.</param>
    /// <param name="flags">Those that are set.</param>
    public static Task<Answer> DeletesUser(this Person person, string userId, params string[] flags) =>
        person.Delete($"/api/v4/users/{Uri.EscapeDataString(userId)}?{string.Join('&', flags.Select(flag => $"{flag}=true"))}");

    public static async Task<JsonNode> SeesUser(this Person person, string userId) =>
        (await person.Get($"/api/v3/users/{Uri.EscapeDataString(userId)}")).Ok().First("users");

    /// <summary>Gives a user roles of the whole network.</summary>
    public static async Task MakesUser(this Person admin, string userId, params string[] roles) =>
        (await admin.Put("/api/v3/users", new { userId, roles })).Ok();

    public static Task<Answer> TriesToLogIn(this AmityHost amity, string userId, string version = "v5", string? deviceId = null) =>
        amity.Register(new { userId, deviceId = deviceId ?? $"new device of {userId}" }, version);
}
