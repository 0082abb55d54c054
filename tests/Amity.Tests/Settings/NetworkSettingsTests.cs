using System.Text;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Amity.Tests.Moderation;
using Xunit;

namespace Amity.Tests.Settings;

/// <summary>The switches of whole parts of the product.</summary>
public sealed class NetworkSettingsTests
{
    private const string Whole = SettingCalls.Path;

    [Fact]
    public async Task an_empty_change_shows_all_settings_with_their_defaults()
    {
        await using var amity = await AmityHost.Start();
        var settings = (await (await amity.Administrator()).Put(Whole)).Ok();

        Assert.Equal(
            ["videoStreaming", "chat", "social", "webhook", "moderation", "tierHandler"], settings.AsObject().Select(field => field.Key));
        Assert.Equal("""{"enabled":false}""", settings["videoStreaming"]!.ToJsonString());
        Assert.Equal("""{"enabled":false}""", settings["webhook"]!.ToJsonString());
        Assert.Equal("""{"isWhitelistEnabled":false}""", settings["moderation"]!.ToJsonString());
        Assert.Equal("", settings.Text("tierHandler"));
        var alice = await amity.Login("alice");
        Assert.Equal((await alice.Settings("chat")).ToJsonString(), settings["chat"]!.ToJsonString());
        Assert.Equal((await alice.Settings("social"))["socialNetworkSetting"]!.ToJsonString(), settings["social"]!.ToJsonString());
        Assert.True(settings["chat"]!.Flag("enabled") && settings["social"]!.Flag("enabled"));
    }

    [Fact]
    public async Task each_switch_is_that_of_its_part_and_nothing_else_moves()
    {
        await using var amity = await AmityHost.Start();
        var (admin, alice) = (await amity.Administrator(), await amity.Login("alice"));
        await amity.Set("social", new { userPrivacySetting = "private" });

        var off = (await admin.Put(Whole, new { socialEnabled = false, chatEnabled = false, videoStreamingEnabled = true, isWhitelistEnabled = true })).Ok();
        var named = (await admin.Put(Whole, new { networkId = amity.Network.Id, tierHandler = "gold" })).Ok();

        Assert.Equal((false, false, true, true), Switches(off));
        Assert.Equal((false, false, true, true), Switches(named));
        Assert.Equal("gold", named.Text("tierHandler"));
        Assert.False((await alice.Settings("social")).Flag("enabled"));
        Assert.Equal("private", (await alice.Settings("social")).Text("userPrivacySetting"));
        Assert.False((await alice.Settings("chat")).Flag("enabled"));
        Assert.True((await admin.Settings("video-streaming")).Flag("enabled"));
        Assert.True((await admin.Settings("moderation")).Flag("isWhitelistEnabled"));

        // And the other way round.
        await amity.Set("video-streaming", new { enabled = false });
        await amity.Set("webhook", new { webhookEnabled = true });
        await amity.Set("moderation", new { isWhitelistEnabled = false });
        var on = (await admin.Put(Whole, new { socialEnabled = true, chatEnabled = true })).Ok();
        Assert.Equal((true, true, false, false), Switches(on));
        Assert.True(on["webhook"]!.Flag("enabled"));
        Assert.Equal("gold", on.Text("tierHandler"));

        static (bool, bool, bool, bool) Switches(System.Text.Json.Nodes.JsonNode settings) => (
            settings["social"]!.Flag("enabled"), settings["chat"]!.Flag("enabled"), settings["videoStreaming"]!.Flag("enabled"),
            settings["moderation"]!.Flag("isWhitelistEnabled"));
    }

    [Fact]
    public async Task the_allowlist_acts_on_the_next_request()
    {
        await using var amity = await AmityHost.Start();
        var (admin, alice) = (await amity.Administrator(), await amity.Login("alice"));
        (await alice.SaysOnWall("see example.com")).Ok();

        (await admin.Put(Whole, new { isWhitelistEnabled = true })).Ok();
        (await alice.SaysOnWall("see example.com")).Refused(ErrorKind.LinkNotAllowed);
        (await admin.Put(Whole, new { isWhitelistEnabled = false })).Ok();
        (await alice.SaysOnWall("see example.com")).Ok();
    }

    [Theory]
    [InlineData("""{"socialEnabled":"no"}""")]
    [InlineData("""{"chatEnabled":1}""")]
    [InlineData("""{"videoStreamingEnabled":{}}""")]
    [InlineData("""{"isWhitelistEnabled":[]}""")]
    [InlineData("""{"tierHandler":7}""")]
    [InlineData("""{"socialEnabled":false,"tierHandler":"LONG"}""")]
    public async Task what_is_malformed_is_refused_with_its_details_and_changes_nothing(string body)
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var before = (await admin.Put(Whole)).Ok().ToJsonString();

        var refusal = (await admin.Put(Whole, new StringContent(body.Replace("LONG", new string('x', 201)), Encoding.UTF8, "application/json"))).Refused(ErrorKind.Invalid);

        Assert.NotEmpty(refusal["data"]!["detail"]!.AsArray());
        Assert.Equal(before, (await admin.Put(Whole)).Ok().ToJsonString());
    }

    [Fact]
    public async Task another_network_is_out_of_reach_and_users_change_none()
    {
        await using var amity = await AmityHost.Start();
        var (admin, alice) = (await amity.Administrator(), await amity.Login("alice"));

        (await admin.Put(Whole, new { networkId = "another", socialEnabled = false })).Refused(ErrorKind.NotFound);
        var refusal = (await alice.Put(Whole, new { socialEnabled = false })).Refused(ErrorKind.PermissionDenied);

        Assert.Equal("Only administrator can do this", refusal.Text("message"));
        Assert.True((await alice.Settings("social")).Flag("enabled"));
    }
}
