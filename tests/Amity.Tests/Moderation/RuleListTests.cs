using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Moderation;

/// <summary>The lists in the API's third version.</summary>
public sealed class RuleListTests
{
    private const string Block = RuleCalls.Blocklist, Allow = RuleCalls.Allowlist;

    [Theory]
    [InlineData(Block)]
    [InlineData(Allow)]
    public async Task a_list_is_walked_page_by_page_and_back_in_both_orders(string list)
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var texts = Enumerable.Range(0, 7).Select(number => $"site{number}.com").ToArray();
        await admin.Allows("other.com");
        await admin.Blocks("other.com");
        (await admin.Post(list, new { regexs = texts[..3] })).Ok();
        (await admin.Post(list, new { regexs = texts[3..] })).Ok();

        Assert.Equal([.. texts.Reverse(), "other.com"], await Walk("?options[limit]=3"));
        Assert.Equal(["other.com", .. texts], await Walk("?options[limit]=3&sortBy=firstCreated"));
        Assert.Equal(texts, await Walk("?options[limit]=2&sortBy=firstCreated&regex=SITE"));
        Assert.Empty(await Walk("?regex=ite"));
        Assert.Empty(await Walk("?regex=site_"));
        (await admin.Get($"{list}?sortBy=name")).Refused(ErrorKind.Invalid);
        (await admin.Get($"{list}?options[limit]=101")).Refused(ErrorKind.Invalid);
        (await admin.Get($"{list}?regex={new string('x', 501)}")).Refused(ErrorKind.Invalid);

        async Task<List<string>> Walk(string query)
        {
            var seen = new List<string>();
            var page = (await admin.Get(list + query)).Ok();
            Assert.Null(page["paging"]!["previous"]);
            while (true)
            {
                seen.AddRange(page.All("results", "regex"));
                if (page["paging"]!["next"] is not { } next)
                {
                    return seen;
                }

                page = (await admin.Get($"{list}{query}&options[token]={Uri.EscapeDataString(next.GetValue<string>())}")).Ok();
                Assert.NotNull(page["paging"]!["previous"]);
            }
        }
    }

    [Fact]
    public async Task a_token_of_one_list_is_none_of_the_other()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        await admin.Blocks("a", "b");
        await admin.Allows("a", "b");
        var token = (await admin.Get($"{Block}?options[limit]=1")).Ok()["paging"]!.Text("next");
        (await admin.Get($"{Allow}?options[token]={Uri.EscapeDataString(token)}")).Refused(ErrorKind.BadRequest);
    }

    [Theory]
    [InlineData(Block, RuleCalls.BlockRecords)]
    [InlineData(Allow, RuleCalls.AllowRecords)]
    public async Task up_to_a_hundred_rules_of_500_characters_are_added_at_a_time(string list, string records)
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var most = Enumerable.Range(0, 100).Select(number => $"site{number}.com").ToArray();

        Assert.Equal("""{"success":true}""", (await admin.Post(list, new { regexs = most })).Ok().ToJsonString());
        (await admin.Post(list, new { regexs = most.Append("more.com") })).Refused(ErrorKind.Invalid);
        (await admin.Post(list, new { regexs = new[] { new string('x', 501) } })).Refused(ErrorKind.Invalid);
        (await admin.Post(list, new { regexs = Array.Empty<string>() })).Ok();
        Assert.Equal(most, await admin.Rules(records));
        if (list == Block)
        {
            await admin.Blocks(new string('x', 500));
        }
    }

    [Theory]
    [InlineData(@"(a)\1")]
    [InlineData("(?=a)b")]
    [InlineData("(?<!a)b")]
    [InlineData("(?>a+)b")]
    public async Task a_regular_expression_that_cannot_be_run_in_linear_time_is_refused_with_the_reason(string regex)
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        foreach (var list in (string[])[Block, Allow, RuleCalls.BlockRecords])
        {
            var refusal = (await admin.Post(list, new { regexs = new[] { "fine", regex } })).Refused(ErrorKind.Invalid);
            Assert.Contains($"The rule '{regex}' cannot be used. ", Assert.Single(refusal["data"]!["detail"]!.AsArray())!.GetValue<string>());
        }

        Assert.Empty(await admin.Rules(RuleCalls.BlockRecords));
    }

    [Theory]
    [InlineData("a*")]
    [InlineData("$$$")]
    [InlineData("bad|")]
    public async Task a_rule_that_would_refuse_every_text_is_refused_itself(string regex)
    {
        await using var amity = await AmityHost.Start();
        (await (await amity.Administrator()).Post(Block, new { regexs = new[] { regex } })).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task users_may_neither_read_nor_change_the_lists()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        foreach (var list in (string[])[Block, Allow])
        {
            (await alice.Get(list)).Refused(ErrorKind.PermissionDenied);
            (await alice.Post(list, new { regexs = new[] { "weed" } })).Refused(ErrorKind.PermissionDenied);
            (await amity.Nobody().Get(list)).Refused(ErrorKind.Unauthenticated);
            (await amity.Nobody().Post($"{list}/verify", new { data = new[] { "x" } })).Refused(ErrorKind.Unauthenticated);
        }
    }
}
