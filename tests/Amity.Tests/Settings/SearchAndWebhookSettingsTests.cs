using System.Text;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Settings;

public sealed class SearchAndWebhookSettingsTests
{
    private const string Search = $"{SettingCalls.Path}/semantic-search", Webhook = $"{SettingCalls.Path}/webhook";

    [Fact]
    public async Task an_administrator_sets_the_least_score_of_the_search()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();

        Assert.Equal("""{"semanticSearch":{"post":{"enabled":false,"minScore":0}}}""", (await admin.Settings("semantic-search")).ToJsonString());
        Assert.Equal("""{"semanticSearch":{"post":{"enabled":false,"minScore":0.25}}}""", (await amity.Set("semantic-search", new { postMinScore = 0.25 })).ToJsonString());
        Assert.Equal("""{"semanticSearch":{"post":{"enabled":false,"minScore":0.25}}}""", (await amity.Set("semantic-search", new { })).ToJsonString());
        Assert.Equal("""{"semanticSearch":{"post":{"enabled":false,"minScore":1}}}""", (await amity.Set("semantic-search", new { postMinScore = 1 })).ToJsonString());
        Assert.Equal("""{"semanticSearch":{"post":{"enabled":false,"minScore":1}}}""", (await admin.Settings("semantic-search")).ToJsonString());
    }

    [Fact]
    public async Task an_administrator_switches_webhooks()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();

        Assert.Equal("""{"enabled":false}""", (await admin.Settings("webhook")).ToJsonString());
        Assert.Equal("""{"enabled":true}""", (await amity.Set("webhook", new { webhookEnabled = true })).ToJsonString());
        Assert.Equal("""{"enabled":true}""", (await amity.Set("webhook", new { })).ToJsonString());
        Assert.Equal("""{"enabled":true}""", (await admin.Settings("webhook")).ToJsonString());
        Assert.Equal("""{"enabled":false}""", (await amity.Set("webhook", new { webhookEnabled = false })).ToJsonString());
    }

    [Theory]
    [InlineData(Search, """{"postMinScore":-0.01}""")]
    [InlineData(Search, """{"postMinScore":1.01}""")]
    [InlineData(Search, """{"postMinScore":"1"}""")]
    [InlineData(Webhook, """{"webhookEnabled":"yes"}""")]
    [InlineData(Webhook, """[]""")]
    public async Task what_is_malformed_is_refused_and_changes_nothing(string path, string body)
    {
        await using var amity = await AmityHost.Start();
        (await (await amity.Administrator()).Put(path, new StringContent(body, Encoding.UTF8, "application/json"))).Refused(ErrorKind.Invalid);
        Assert.Equal(0, await amity.Number("select count(*) from settings"));
    }

    [Theory]
    [InlineData(Search)]
    [InlineData(Webhook)]
    public async Task users_neither_read_nor_change_them(string path)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        (await alice.Get(path)).Refused(ErrorKind.PermissionDenied);
        (await alice.Put(path, new { webhookEnabled = true, postMinScore = 1 })).Refused(ErrorKind.PermissionDenied);
        Assert.Equal(0, await amity.Number("select count(*) from settings"));
    }
}
