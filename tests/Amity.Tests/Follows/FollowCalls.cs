using System.Text.Json.Nodes;
using Amity.Tests.Kit;

namespace Amity.Tests.Follows;

internal static class FollowCalls
{
    public static async Task<JsonNode> Follow(this Person person, string userId) =>
        (await person.Post($"/api/v4/me/following/{Uri.EscapeDataString(userId)}")).Ok();

    /// <summary>Followers, followings, waiting requests.</summary>
    public static async Task<(long, long, long)> Counts(this Person person, string? userId = null)
    {
        var path = userId is null ? "/api/v4/me/followInfo" : $"/api/v5/users/{userId}/followInfo";
        var counts = (await person.Get(path)).Ok().First("followCounts");
        return (counts.Number("followerCount"), counts.Number("followingCount"), counts.Number("pendingCount"));
    }
}
