using Amity.Core.Errors;
using Amity.Tests.Kit;
using Amity.Tests.Settings;
using Xunit;

namespace Amity.Tests.Moderation;

public sealed class ModerationSettingsTests
{
    private const string Timeouts = "/api/v2/moderation-settings", Allowlist = $"{SettingCalls.Path}/moderation";

    [Fact]
    public async Task the_allowlist_is_off_until_an_administrator_turns_it_on()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();

        Assert.Equal("""{"isWhitelistEnabled":false}""", (await admin.Get(Allowlist)).Ok().ToJsonString());
        Assert.Equal("""{"isWhitelistEnabled":true}""", (await admin.Put(Allowlist, new { isWhitelistEnabled = true })).Ok().ToJsonString());
        Assert.Equal("""{"isWhitelistEnabled":true}""", (await admin.Put(Allowlist, new { })).Ok().ToJsonString());
        Assert.Equal("""{"isWhitelistEnabled":true}""", (await admin.Get(Allowlist)).Ok().ToJsonString());
        (await admin.Put(Allowlist, new { isWhitelistEnabled = 1 })).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task timeouts_and_levels_are_changed_field_by_field_and_wrapped()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        await admin.SwitchesAllowlist(true);

        Assert.Equal(
            """{"status":"success","code":200}""",
            (await admin.Put(Timeouts, new { maxRepetition = 3, blacklistMuteTimeout = 60_000, imageModeration = new { nudity = 40, violence = 0.5 } })).Ok().ToJsonString());
        (await admin.Put(Timeouts, new { whitelistMuteTimeout = 1, maxRepetitionTimeout = 2, maxRepetitionMuteTimeout = 3, enableImageModeration = true, imageModeration = new { suggestive = 100 } })).Ok();

        var answer = (await admin.Get(Timeouts)).Ok();
        Assert.Equal("success", answer.Text("status"));
        var settings = answer["data"]!.AsObject();
        settings.Remove("createdAt");
        settings.Remove("updatedAt");
        Assert.Equal(
            """{"maxRepetition":3,"maxRepetitionTimeout":2,"blacklistMuteTimeout":60000,"whitelistMuteTimeout":1,"maxRepetitionMuteTimeout":3,"enableImageModeration":true,"imageModeration":{"nudity":40,"suggestive":100,"violence":0.5,"disturbing":0}}""",
            settings.ToJsonString());
        Assert.True((await admin.Get(Allowlist)).Ok().Flag("isWhitelistEnabled"));
    }

    [Theory]
    [InlineData("""{"maxRepetition":-1}""")]
    [InlineData("""{"maxRepetition":1.5}""")]
    [InlineData("""{"maxRepetition":99999999999}""")]
    [InlineData("""{"blacklistMuteTimeout":-1}""")]
    [InlineData("""{"whitelistMuteTimeout":99999999999999}""")]
    [InlineData("""{"maxRepetitionTimeout":"1"}""")]
    [InlineData("""{"enableImageModeration":"yes"}""")]
    [InlineData("""{"imageModeration":{"nudity":101}}""")]
    [InlineData("""{"imageModeration":{"disturbing":-1}}""")]
    [InlineData("""{"imageModeration":[]}""")]
    public async Task what_is_malformed_is_refused_and_changes_nothing(string body)
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var before = (await admin.Get(Timeouts)).Ok().ToJsonString();
        (await admin.Put(Timeouts, new StringContent(body, System.Text.Encoding.UTF8, "application/json"))).Refused(ErrorKind.Invalid);
        Assert.Equal(before, (await admin.Get(Timeouts)).Ok().ToJsonString());
    }

    [Fact]
    public async Task users_may_neither_read_nor_change_them()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        foreach (var path in (string[])[Timeouts, Allowlist])
        {
            (await alice.Get(path)).Refused(ErrorKind.PermissionDenied);
            (await alice.Put(path, new { isWhitelistEnabled = true, maxRepetition = 1 })).Refused(ErrorKind.PermissionDenied);
        }

        Assert.Equal(0, await amity.Number("select count(*) from settings"));
    }
}
