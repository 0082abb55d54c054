using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Moderation;

/// <summary>The lists in the API's first and second version.</summary>
public sealed class RecordsTests
{
    private const string Block = RuleCalls.BlockRecords, Allow = RuleCalls.AllowRecords;

    [Theory]
    [InlineData("/v1/blacklist/records")]
    [InlineData(Block)]
    [InlineData("/api/v3/blacklist/records")]
    public async Task words_are_added_and_replaced_under_every_version_of_the_path(string path)
    {
        await using var amity = await AmityHost.Start();
        var (admin, alice) = (await amity.Administrator(), await amity.Login("alice"));

        var added = (await admin.Post(path, new { regexs = new[] { "weed", "seed" } })).Ok();
        Assert.Equal("""{"status":"success","data":{"success":true}}""", added.ToJsonString());
        (await alice.SaysOnWall("a seed")).Refused(ErrorKind.BlockedWord);

        (await admin.Put(path, new { regexs = new[] { "tree", "weed" } })).Ok();
        Assert.Equal(["tree", "weed"], await admin.Rules(Block));
        (await alice.SaysOnWall("a seed")).Ok();
        (await alice.SaysOnWall("a tree")).Refused(ErrorKind.BlockedWord);

        (await admin.Put(path, new { regexs = Array.Empty<string>() })).Ok();
        Assert.Empty(await admin.Rules(Block));
        (await alice.SaysOnWall("a tree")).Ok();
    }

    [Theory]
    [InlineData("/v1/blacklist/records", Block)]
    [InlineData(Block, Block)]
    [InlineData("/api/v3/blacklist/records", Block)]
    [InlineData(Allow, Allow)]
    public async Task rules_are_deleted_by_ids_in_the_query_or_the_body_and_no_others(string path, string list)
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        (await admin.Post(list, new { regexs = new[] { "one.com", "two.com", "three.com", "four.com" } })).Ok();
        var ids = (await admin.Records(list)).Select(record => record.Text("ruleId")).ToList();

        (await admin.Delete($"{path}?ruleIds[]={ids[0]}&ruleIds[]={ids[2]}")).Ok();
        Assert.Equal(["two.com", "four.com"], await admin.Rules(list));
        (await admin.Delete(path, new { ruleIds = new[] { ids[1], "unknown" } })).Ok();
        (await admin.Delete(path, new { ruleIds = new[] { ids[1] } })).Ok();
        Assert.Equal(["four.com"], await admin.Rules(list));
        (await admin.Delete(path)).Refused(ErrorKind.Invalid);
        (await admin.Delete(path, new { ruleIds = Array.Empty<string>() })).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task neither_list_has_the_others_rules()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        (await admin.Post(Block, new { regexs = new[] { "same.com" } })).Ok();
        (await admin.Post(Allow, new { regexs = new[] { "same.com" } })).Ok();
        var blocked = Assert.Single(await admin.Records(Block)).Text("ruleId");

        (await admin.Delete($"{Allow}?ruleIds={blocked}")).Ok();
        (await admin.Put($"{Allow}/{blocked}", new { ruleId = blocked, isEnabled = false })).Refused(ErrorKind.NotFound);
        (await admin.Put(Allow, new { regexs = Array.Empty<string>() })).Ok();

        Assert.True(Assert.Single(await admin.Records(Block)).Flag("isEnabled"));
        Assert.Empty(await admin.Rules(Allow));
    }

    [Fact]
    public async Task a_record_has_what_the_description_says()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        (await admin.Post(Block, new { regexs = new[] { "  weed \n" }, isMatchExactWord = true })).Ok();
        (await admin.Post(Allow, new { regexs = new[] { "example.com" } })).Ok();

        var blocked = Assert.Single(await admin.Records(Block));
        Assert.Equal(
            ["ruleId", "regex", "isMatchExactWord", "isEnabled", "isDeleted", "createdAt", "updatedAt"], blocked.AsObject().Select(field => field.Key));
        Assert.Equal(("weed", true, true, false), (blocked.Text("regex"), blocked.Flag("isMatchExactWord"), blocked.Flag("isEnabled"), blocked.Flag("isDeleted")));
        Assert.Null(Assert.Single(await admin.Records(Allow))["isMatchExactWord"]);
    }

    [Fact]
    public async Task the_list_can_be_asked_for_some_texts_exactly()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        (await admin.Post(Block, new { regexs = new[] { "weed", "weeds", "seed" } })).Ok();

        Assert.Equal(["weed", "seed"], await admin.Rules($"{Block}?regexs[]=seed&regexs[]=weed&regexs[]=tree"));
        Assert.Equal(["weeds"], await admin.Rules($"/api/v3/blacklist/records?regexs=weeds"));
    }

    [Theory]
    [InlineData(Block)]
    [InlineData("/api/v3/blacklist/records")]
    [InlineData(Allow)]
    public async Task a_rule_can_rest_and_act_again(string path)
    {
        await using var amity = await AmityHost.Start();
        var (admin, alice) = (await amity.Administrator(), await amity.Login("alice"));
        var list = path == Allow ? Allow : Block;
        await admin.SwitchesAllowlist(list == Allow);
        (await admin.Post(list, new { regexs = new[] { "example.com" } })).Ok();
        var id = Assert.Single(await admin.Records(list)).Text("ruleId");
        await Acts(true);

        var rests = (await admin.Put($"{path}/{id}", new { ruleId = id, isEnabled = false })).Ok();
        Assert.Equal(("success", id, false), (rests.Text("status"), rests["data"]!.Text("ruleId"), rests["data"]!.Flag("isEnabled")));
        await Acts(false);

        // As clients made from the description send it.
        (await admin.Put($"{path}/:ruleId", new { ruleId = id, isEnabled = true })).Ok();
        await Acts(true);
        (await admin.Put($"{path}/{new string('0', 24)}", new { ruleId = id, isEnabled = true })).Refused(ErrorKind.NotFound);
        (await admin.Put($"{path}/{id}", new { ruleId = id })).Refused(ErrorKind.Invalid);
        (await admin.Put($"{path}/:ruleId", new { isEnabled = true })).Refused(ErrorKind.Invalid);

        async Task Acts(bool acts) => Assert.Equal(acts == (list == Allow), (await alice.SaysOnWall("see example.com")).Status == Envelope.Ok);
    }

    [Fact]
    public async Task what_is_added_again_counts_as_it_was_said_last_and_stands_there_once()
    {
        await using var amity = await AmityHost.Start();
        var (admin, alice) = (await amity.Administrator(), await amity.Login("alice"));
        (await admin.Post(Block, new { regexs = new[] { "weed", "weed", " weed" }, isMatchExactWord = true })).Ok();
        var first = Assert.Single(await admin.Records(Block));
        (await admin.Put($"{Block}/{first.Text("ruleId")}", new { ruleId = first.Text("ruleId"), isEnabled = false })).Ok();

        (await admin.Post(Block, new { regexs = new[] { "weed" } })).Ok();

        var second = Assert.Single(await admin.Records(Block));
        Assert.Equal((first.Text("ruleId"), false, true), (second.Text("ruleId"), second.Flag("isMatchExactWord"), second.Flag("isEnabled")));
        (await alice.SaysOnWall("seaweeds")).Refused(ErrorKind.BlockedWord);
    }

    [Fact]
    public async Task a_whole_list_of_words_comes_in_one_call()
    {
        await using var amity = await AmityHost.Start();
        var (admin, alice) = (await amity.Administrator(), await amity.Login("alice"));
        var words = Enumerable.Range(0, 10_000).Select(number => $"word{number}z").ToArray();

        (await admin.Post(Block, new { regexs = words })).Ok();
        Assert.Equal(words, await admin.Rules(Block));
        (await alice.SaysOnWall("the word9999z")).Refused(ErrorKind.BlockedWord);
        (await admin.Put(Block, new { regexs = words.Append("word") })).Refused(ErrorKind.Invalid);
        Assert.Equal(10_000, await amity.Number("select count(*) from moderation_rules"));
    }

    [Fact]
    public async Task a_list_holds_a_hundred_thousand_rules_and_no_more()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        await amity.ArrangesRules(99_999);

        await admin.Blocks("the last");
        (await admin.Post(Block, new { regexs = new[] { "one more" } })).Refused(ErrorKind.BadRequest);
        Assert.Equal(100_000, await amity.Number("select count(*) from moderation_rules"));
        (await admin.Post(Block, new { regexs = new[] { "the last" } })).Ok();
        (await admin.Post(Allow, new { regexs = new[] { "one more" } })).Ok();
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"regexs":null}""")]
    [InlineData("""{"regexs":"weed"}""")]
    [InlineData("""{"regexs":[7]}""")]
    [InlineData("""{"regexs":[null]}""")]
    [InlineData("""{"regexs":[""]}""")]
    [InlineData("""{"regexs":["  "]}""")]
    [InlineData("""{"regexs":["weed"],"isMatchExactWord":"yes"}""")]
    public async Task what_is_malformed_is_refused_and_changes_nothing(string body)
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        await admin.Blocks("tree");
        foreach (var path in (string[])[Block, Allow, RuleCalls.Blocklist, RuleCalls.Allowlist])
        {
            (await admin.Post(path, Json(body))).Refused(ErrorKind.Invalid);
        }

        (await admin.Put(Block, Json(body))).Refused(ErrorKind.Invalid);
        (await admin.Put(Allow, Json(body))).Refused(ErrorKind.Invalid);
        Assert.Equal((1, "tree"), (await amity.Number("select count(*) from moderation_rules"), (await admin.Rules(Block))[0]));

        static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");
    }

    [Fact]
    public async Task users_may_none_of_it()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var admin = await amity.Administrator();
        await admin.Blocks("tree");
        var id = Assert.Single(await admin.Records(Block)).Text("ruleId");
        foreach (var path in (string[])["/v1/blacklist/records", Block, "/api/v3/blacklist/records", Allow])
        {
            (await alice.Post(path, new { regexs = new[] { "weed" } })).Refused(ErrorKind.PermissionDenied);
            (await alice.Put(path, new { regexs = new[] { "weed" } })).Refused(ErrorKind.PermissionDenied);
            (await alice.Delete($"{path}?ruleIds={id}")).Refused(ErrorKind.PermissionDenied);
        }

        foreach (var path in (string[])[Block, "/api/v3/blacklist/records", Allow])
        {
            (await alice.Get(path)).Refused(ErrorKind.PermissionDenied);
            (await alice.Put($"{path}/{id}", new { ruleId = id, isEnabled = false })).Refused(ErrorKind.PermissionDenied);
        }

        Assert.True(Assert.Single(await admin.Records(Block)).Flag("isEnabled"));
    }
}
