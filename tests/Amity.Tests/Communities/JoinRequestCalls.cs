using System.Text.Json.Nodes;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Communities;

internal static class JoinRequestCalls
{
    /// <summary>Creates a public community that asks for approval.</summary>
    public static Task<string> CreatesAsking(this Person person) => person.Creates(new { displayName = "Asking", requiresJoinApproval = true });

    public static string InternalId(this Person person) => person.Session.First("users").Text("_id");

    /// <summary>Asks to join, or joins, and gives the one request that is answered.</summary>
    public static async Task<JsonNode> AsksToJoin(this Person person, string communityId) =>
        Assert.Single((await person.Post($"/api/v4/communities/{communityId}/join")).Ok()["joinRequests"]!.AsArray())!;

    public static Task<Answer> Approves(this Person person, string communityId, string userId) =>
        person.Post($"/api/v4/communities/{communityId}/join/approve", new { userId });

    public static Task<Answer> Rejects(this Person person, string communityId, string userId) =>
        person.Post($"/api/v4/communities/{communityId}/join/reject", new { userId });

    public static Task<Answer> Cancels(this Person person, string communityId) => person.Delete($"/api/v4/communities/{communityId}/join");

    /// <summary>Who asks to join, by the list of the requests.</summary>
    public static async Task<IReadOnlyList<string>> Asking(this Person person, string communityId, string query = "") =>
        (await person.Get($"/api/v4/communities/{communityId}/join?{query}")).Ok().All("joinRequests", "requestorPublicId");

    /// <summary>The person's own request, which must be there.</summary>
    public static async Task<JsonNode> OwnRequest(this Person person, string communityId) =>
        Assert.Single((await person.Get($"/api/v4/communities/{communityId}/join/me")).Ok()["joinRequests"]!.AsArray())!;
}
