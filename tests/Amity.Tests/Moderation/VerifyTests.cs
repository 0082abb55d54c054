using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Moderation;

/// <summary>What applications ask before they let a user write.</summary>
public sealed class VerifyTests
{
    [Fact]
    public async Task texts_are_checked_for_whoever_asks()
    {
        await using var amity = await AmityHost.Start();
        var (admin, alice) = (await amity.Administrator(), await amity.Login("alice"));
        await admin.Blocks("weed");
        foreach (var person in (Person[])[alice, admin])
        {
            Assert.Equal("""{"success":true}""", (await person.VerifiesTexts("fine", "", "see evil.net")).Ok().ToJsonString());
            Assert.Equal("Some texts contain blocked words", (await person.VerifiesTexts("fine", "Weeds")).Refused(ErrorKind.BlockedWord).Text("message"));
        }
    }

    [Fact]
    public async Task links_are_checked_for_whoever_asks()
    {
        await using var amity = await AmityHost.Start();
        var (admin, alice) = (await amity.Administrator(), await amity.Login("alice"));
        await admin.Allows("example.com");
        foreach (var person in (Person[])[alice, admin])
        {
            await admin.SwitchesAllowlist(false);
            (await person.VerifiesUrls("evil.net")).Ok();
            await admin.SwitchesAllowlist(true);
            Assert.Equal("""{"success":true}""", (await person.VerifiesUrls("https://example.com/a", " www.example.com ")).Ok().ToJsonString());
            Assert.Equal(
                "Some URLs are not in the allow list", (await person.VerifiesUrls("example.com", "evil.net")).Refused(ErrorKind.LinkNotAllowed).Text("message"));
        }
    }

    [Theory]
    [InlineData("no link")]
    [InlineData("see example.com")]
    [InlineData("example.com and example.org")]
    [InlineData("bob@example.com")]
    [InlineData("https://")]
    [InlineData("file.txt")]
    [InlineData("")]
    public async Task what_is_no_link_is_no_valid_url_whether_the_list_is_on_or_off(string text)
    {
        await using var amity = await AmityHost.Start();
        var (admin, alice) = (await amity.Administrator(), await amity.Login("alice"));
        await admin.Allows(".*");
        foreach (var on in (bool[])[false, true])
        {
            await admin.SwitchesAllowlist(on);
            Assert.Equal("Some URLs are not valid", (await alice.VerifiesUrls("example.com", text)).Refused(ErrorKind.BadRequest).Text("message"));
        }
    }

    [Fact]
    public async Task one_to_ten_texts_of_500_characters_are_checked_at_a_time()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var (longest, ten) = (new string('x', 500), Enumerable.Repeat("example.com", 10).ToArray());

        (await alice.VerifiesTexts(longest)).Ok();
        (await alice.VerifiesTexts(ten)).Ok();
        (await alice.VerifiesUrls(ten)).Ok();
        foreach (var path in (string[])[RuleCalls.Blocklist, RuleCalls.Allowlist])
        {
            foreach (var data in (object?[])[null, Array.Empty<string>(), (string[])[.. ten, "example.com"], new[] { longest + "x" }, new string?[] { null }, "text", new[] { 1 }])
            {
                (await alice.Post($"{path}/verify", new { data })).Refused(ErrorKind.Invalid);
            }
        }
    }
}
