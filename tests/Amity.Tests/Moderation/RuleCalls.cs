using System.Text.Json.Nodes;
using Amity.Core.Data;
using Amity.Tests.Kit;
using Amity.Tests.Settings;

namespace Amity.Tests.Moderation;

/// <summary>What administrators do in the tests of the lists over and over.</summary>
internal static class RuleCalls
{
    public const string Blocklist = "/api/v3/blocklists", Allowlist = "/api/v3/allowlists";

    public const string BlockRecords = "/api/v2/blacklist/records", AllowRecords = "/api/v2/whitelist/records";

    public static async Task Blocks(this Person admin, params string[] words) => (await admin.Post(Blocklist, new { regexs = words })).Ok();

    public static async Task BlocksWords(this Person admin, params string[] words) =>
        (await admin.Post(Blocklist, new { regexs = words, isMatchExactWord = true })).Ok();

    public static async Task Allows(this Person admin, params string[] links) => (await admin.Post(Allowlist, new { regexs = links })).Ok();

    /// <summary>Turns the allowlist on or off.</summary>
    public static async Task SwitchesAllowlist(this Person admin, bool on) =>
        (await admin.Put($"{SettingCalls.Path}/moderation", new { isWhitelistEnabled = on })).Ok();

    /// <summary>The texts of a list in its order.</summary>
    public static async Task<IReadOnlyList<string>> Rules(this Person admin, string records) =>
        (await admin.Records(records)).Select(record => record.Text("regex")).ToList();

    public static async Task<IReadOnlyList<JsonNode>> Records(this Person admin, string records) =>
        [.. (await admin.Get(records)).Ok()["data"]!["results"]!.AsArray().Select(record => record!)];

    public static Task<Answer> SaysOnWall(this Person author, string text) => author.Post("/api/v4/posts", new { targetType = "user", data = new { text } });

    public static Task<Answer> VerifiesTexts(this Person person, params string?[] data) => person.Post($"{Blocklist}/verify", new { data });

    public static Task<Answer> VerifiesUrls(this Person person, params string?[] data) => person.Post($"{Allowlist}/verify", new { data });

    /// <summary>Arranges words that are blocked anywhere: word1z, word2z and so on.</summary>
    public static Task ArrangesRules(this AmityHost amity, int count) => amity.Network.Database.Write(async tx =>
    {
        for (var i = 1; i <= count; i++)
        {
            await tx.Run("insert into moderation_rules values (@id, 'block', @word, @word, false, true, @now, @now)", new { id = tx.NewId(), word = $"word{i}z", now = tx.Now });
        }

        return true;
    });
}
