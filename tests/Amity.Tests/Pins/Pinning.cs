using System.Text.Json.Nodes;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Pins;

/// <summary>What people do in the tests of pins over and over.</summary>
internal static class Pinning
{
    public const string Default = "default", Announcement = "announcement", Global = "/api/v1/pinned-posts/global";

    public static string Of(string communityId, string? placement = null, string? postId = null) =>
        string.Join('/', new[] { "/api/v1/pinned-posts/communities", communityId, placement, postId }.OfType<string>());

    public static Task<Answer> Pins(this Person person, string communityId, string postId, string placement = Default) =>
        person.Post(Of(communityId, placement, postId));

    public static Task<Answer> Unpins(this Person person, string communityId, string postId, string placement = Default) =>
        person.Delete(Of(communityId, placement, postId));

    public static Task<Answer> PinsGlobally(this Person person, string postId) => person.Post($"{Global}/{postId}");

    public static Task<Answer> UnpinsGlobally(this Person person, string postId) => person.Delete($"{Global}/{postId}");

    /// <summary>The posts that are pinned there, in the order of the answer.</summary>
    public static async Task<IReadOnlyList<string>> Pinned(this Person person, string communityId, string? placement = null, string query = "") =>
        (await person.Get(Of(communityId, placement) + query)).Ok().All("pins", "referenceId");

    public static async Task<IReadOnlyList<string>> PinnedGlobally(this Person person) => (await person.Get(Global)).Ok().All("pins", "referenceId");

    /// <summary>When something was last pinned or unpinned there, by the answer.</summary>
    public static string LastChange(this JsonNode answer, string targetId) =>
        Assert.Single(answer["pinTargets"]!.AsArray(), target => target!.Text("targetId") == targetId)!.Text("lastPinsUpdatedAt");

    /// <summary>Every array of the family is there, every pin's post is among the posts, and every pinner among the users.</summary>
    public static void IsWholeFamily(this JsonNode answer)
    {
        foreach (var array in (string[])
            ["pinTargets", "pins", "posts", "postChildren", "comments", "users", "files", "communities", "communityUsers", "categories", "feeds", "videoStreamings", "polls"])
        {
            Assert.IsType<JsonArray>(answer[array]);
        }

        Assert.Equal(answer.All("pins", "referenceId").Distinct(), answer.All("posts", "postId"));
        Assert.Subset(answer.All("users", "userInternalId").ToHashSet(), answer.All("pins", "pinnedBy").ToHashSet());
        Assert.Subset(answer.All("users", "userId").ToHashSet(), answer.All("posts", "postedUserId").ToHashSet());
        Assert.Equal(answer.All("users", "userId").Distinct(), answer.All("users", "userId"));
        Assert.Subset(answer.All("communities", "communityId").ToHashSet(), answer.All("posts", "targetId").ToHashSet());
    }
}
