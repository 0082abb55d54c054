using System.Text;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Settings;

public sealed class PreHookSettingsTests
{
    private const string Hook = $"{SettingCalls.Path}/prehook";
    private const string Url = "https://example.com/hook";

    [Fact]
    public async Task it_is_off_until_an_administrator_enables_it_with_an_address()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();

        Assert.Equal("""{"enabled":false,"callbackUrl":"","defaultAction":"allow"}""", (await admin.Settings("prehook")).ToJsonString());
        (await admin.Put(Hook, new { enabled = true })).Refused(ErrorKind.Invalid);
        await amity.Set("prehook", new { callbackUrl = Url });
        await amity.Set("prehook", new { enabled = true, defaultAction = "deny" });

        Assert.Equal($$"""{"enabled":true,"callbackUrl":"{{Url}}","defaultAction":"deny"}""", (await admin.Settings("prehook")).ToJsonString());
        (await admin.Put(Hook, new { callbackUrl = "" })).Refused(ErrorKind.Invalid);
        await amity.Set("prehook", new { enabled = false, callbackUrl = "" });
        Assert.Equal("""{"enabled":false,"callbackUrl":"","defaultAction":"deny"}""", (await admin.Settings("prehook")).ToJsonString());
    }

    [Fact]
    public async Task the_secret_key_is_shown_by_the_change_that_makes_it_and_never_again()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();

        Assert.Null((await amity.Set("prehook", new { callbackUrl = Url }))["secretKey"]);
        var first = (await amity.Set("prehook", new { enabled = true })).Text("secretKey");
        Assert.Null((await amity.Set("prehook", new { enabled = true }))["secretKey"]);
        Assert.Null((await amity.Set("prehook", new { enabled = false }))["secretKey"]);
        Assert.Null((await amity.Set("prehook", new { enabled = true, regenerateKey = false }))["secretKey"]);
        var second = (await amity.Set("prehook", new { regenerateKey = true })).Text("secretKey");

        Assert.Matches("^[0-9a-f]{64}$", first);
        Assert.Matches("^[0-9a-f]{64}$", second);
        Assert.NotEqual(first, second);
        Assert.Null((await admin.Settings("prehook"))["secretKey"]);
        Assert.Equal(1, await amity.Number("select count(*) from settings where name = 'prehook' and value like '%' || @second || '%'", new { second }));
    }

    [Theory]
    [InlineData("ftp://example.com/hook")]
    [InlineData("/hook")]
    [InlineData("example.com/hook")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://")]
    [InlineData("https://example.com/a b")]
    [InlineData(" https://example.com")]
    public async Task an_address_is_absolute_and_of_the_web(string callbackUrl)
    {
        await using var amity = await AmityHost.Start();
        (await (await amity.Administrator()).Put(Hook, new { callbackUrl })).Refused(ErrorKind.Invalid);
        Assert.Equal("", (await (await amity.Administrator()).Settings("prehook")).Text("callbackUrl"));
    }

    [Fact]
    public async Task an_address_has_900_characters_at_most()
    {
        await using var amity = await AmityHost.Start();
        var longest = $"{Url}/".PadRight(900, 'x');

        Assert.Equal(longest, (await amity.Set("prehook", new { callbackUrl = longest })).Text("callbackUrl"));
        (await (await amity.Administrator()).Put(Hook, new { callbackUrl = longest + "x" })).Refused(ErrorKind.Invalid);
    }

    [Theory]
    [InlineData("""{"defaultAction":"maybe"}""")]
    [InlineData("""{"enabled":"yes"}""")]
    [InlineData("""{"callbackUrl":1}""")]
    [InlineData("""{"regenerateKey":1}""")]
    public async Task what_is_malformed_is_refused_and_changes_nothing(string body)
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        (await admin.Put(Hook, new StringContent(body, Encoding.UTF8, "application/json"))).Refused(ErrorKind.Invalid);
        Assert.Equal(0, await amity.Number("select count(*) from settings"));
    }

    [Fact]
    public async Task users_neither_read_nor_change_it()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        (await alice.Get(Hook)).Refused(ErrorKind.PermissionDenied);
        (await alice.Put(Hook, new { callbackUrl = Url, regenerateKey = true })).Refused(ErrorKind.PermissionDenied);
        Assert.Equal(0, await amity.Number("select count(*) from settings"));
    }
}
