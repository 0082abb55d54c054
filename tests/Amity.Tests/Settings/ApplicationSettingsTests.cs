using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Settings;

/// <summary>What the official applications ask for before they show anything.</summary>
public sealed class ApplicationSettingsTests
{
    [Theory]
    [InlineData("uikit", """{"config":{}}""")]
    [InlineData("product", """{"product":{"enabled":false}}""")]
    public async Task every_user_reads_them(string name, string expected)
    {
        await using var amity = await AmityHost.Start();
        Assert.Equal(expected, (await (await amity.Login("alice")).Settings(name)).ToJsonString());
        (await amity.Nobody().Get($"{SettingCalls.Path}/{name}")).Refused(ErrorKind.Unauthenticated);
    }

    [Theory]
    [InlineData("uikit", """{"config":{"preferred_theme":"dark","theme":{"light":{"primary_color":"#1054DE"}}}}""")]
    [InlineData("product", """{"product":{"enabled":true}}""")]
    public async Task an_administrator_changes_them_and_a_user_does_not(string name, string body)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        (await alice.Put($"{SettingCalls.Path}/{name}", Json(body))).Refused(ErrorKind.PermissionDenied);
        Assert.NotEqual(body, (await alice.Settings(name)).ToJsonString());
        Assert.Equal(body, (await (await amity.Administrator()).Put($"{SettingCalls.Path}/{name}", Json(body))).Ok().ToJsonString());
        Assert.Equal(body, (await alice.Settings(name)).ToJsonString());
    }

    [Fact]
    public async Task the_sdk_reads_that_no_advertisements_are_shown()
    {
        await using var amity = await AmityHost.Start();
        var answer = (await (await amity.Login("alice")).Get("/api/v1/ads/me")).Ok();

        Assert.All((string[])["ads", "advertisers", "files"], array => Assert.Empty(answer[array]!.AsArray()));
        Assert.False(answer["settings"]!.Flag("enabled"));
        Assert.Equal(5, answer["settings"]!["frequency"]!["feed"]!.Number("value"));
        (await amity.Nobody().Get("/api/v1/ads/me")).Refused(ErrorKind.Unauthenticated);
    }

    [Theory]
    [InlineData("uikit", """{}""")]
    [InlineData("uikit", """{"config":null}""")]
    [InlineData("uikit", """{"config":[]}""")]
    [InlineData("uikit", """{"config":{"a":"LONG"}}""")]
    [InlineData("product", """{"product":{"enabled":"yes"}}""")]
    public async Task what_is_malformed_is_refused(string name, string body)
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        (await admin.Put($"{SettingCalls.Path}/{name}", Json(body.Replace("LONG", new string('x', 100_000))))).Refused(ErrorKind.Invalid);
    }

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");
}
