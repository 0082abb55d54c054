using System.Text.Json.Nodes;
using Amity.Core.Ranking;
using Amity.Modules.Feeds;
using Amity.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Tests.Blocks;

internal static class BlockCalls
{
    public const string List = "/api/v4/me/user-blocks";

    /// <summary>Every feed of many sources.</summary>
    public static readonly string[] Feeds =
        ["/api/v3/global-feeds", "/api/v4/me/global-feeds", "/api/v5/me/global-feeds", "/api/v1/me/following-feeds", "/api/v1/me/following-feeds?sortBy=lastCreated"];

    public static async Task<JsonNode> Blocks(this Person person, string userId) => (await person.Post($"{List}/{Uri.EscapeDataString(userId)}")).Ok();

    public static async Task<JsonNode> Unblocks(this Person person, string userId) => (await person.Delete($"{List}/{Uri.EscapeDataString(userId)}")).Ok();

    public static async Task<IReadOnlyList<string>> Blocked(this Person person) => (await person.Get(List)).Ok().All("users", "userId");

    /// <summary>What the person is to another user, as the person reads it.</summary>
    public static async Task<string> StatusTo(this Person person, string userId) =>
        (await person.Get($"/api/v5/users/{userId}/followInfo")).Ok().First("follows").Text("status");

    public static async Task<IReadOnlyList<string>> Posts(this Person person, string list) => (await person.Get(list)).Ok().All("posts", "postId");

    public static async Task<IReadOnlyList<string>> Comments(this Person person, string postId, string query = "") =>
        (await person.Get($"/api/v3/comments?referenceType=post&referenceId={postId}&sortBy=firstCreated&{query}")).Ok().All("comments", "commentId");

    /// <summary>Lets the feeds be answered out of memory, or by SQL.</summary>
    public static async Task<FeedIndexes> Indexes(this AmityHost amity, bool isOn)
    {
        var indexes = amity.Services.GetRequiredService<FeedIndexes>();
        await indexes.Ready(amity.Network, RankingWeights.Documented);
        indexes.IsOn = isOn;
        return indexes;
    }

    /// <summary>Alice and Bob, one of whom blocks the other.</summary>
    public static async Task<(Person Alice, Person Bob)> Apart(this AmityHost amity, string blocker)
    {
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        await (blocker == "alice" ? alice.Blocks("bob") : bob.Blocks("alice"));
        return (alice, bob);
    }

    /// <summary>A moderator of the whole network, vouched for.</summary>
    public static async Task<Person> Moderator(this AmityHost amity, string userId)
    {
        await amity.Login(userId);
        (await (await amity.Administrator()).Put("/api/v3/users", new { userId, roles = new[] { "super-moderator" } })).Ok();
        return await amity.LoginVerified(userId);
    }
}
