using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Amity.Tests.Polls;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Moderation;

public sealed class AllowedLinkTests
{
    [Theory]

    // An address: its host, subdomains, what lies below its path.
    [InlineData("example.com", "see https://example.com/a?b#c", true)]
    [InlineData("example.com", "see EXAMPLE.com.", true)]
    [InlineData("example.com", "www.shop.example.com:8080/x", true)]
    [InlineData("https://example.com", "http://example.com and example.com", true)]
    [InlineData("https://example.com/", "example.com/a", true)]
    [InlineData("*.example.com", "a.example.com", true)]
    [InlineData("example.com/blog", "https://example.com/blog/1 and example.com/Blog?x", true)]
    [InlineData("example.com:8080", "example.com:8080/x", true)]
    [InlineData("myapp://open", "myapp://open/post", true)]
    [InlineData("example.com", "notexample.com", false)]
    [InlineData("example.com", "example.com.evil.net", false)]
    [InlineData("example.com", "https://evil.net/?example.com", false)]
    [InlineData("example.com", "https://evil.net/example.com", false)]
    [InlineData("example.com", "https://example.com@evil.net", false)]
    [InlineData("example.com", "https://example.com:x@evil.net/", false)]
    [InlineData("example.com", @"https://example.com\@evil.net", false)]
    [InlineData("example.com", "javascript://example.com/%0aalert(1)", false)]
    [InlineData("example.com", "https://example.com and evil.net", false)]
    [InlineData("www.example.com", "example.com", false)]
    [InlineData("example.com/blog", "example.com/blogs", false)]
    [InlineData("example.com/blog", "example.com", false)]
    [InlineData("example.com:8080", "example.com", false)]
    [InlineData("myapp://open", "otherapp://open", false)]

    // Other scripts, however either is written.
    [InlineData("bücher.de", "https://xn--bcher-kva.de", true)]
    [InlineData("xn--bcher-kva.de", "BÜCHER.de/x", true)]
    [InlineData("пример.рф", "http://xn--e1afmkfd.xn--p1ai/", true)]
    [InlineData("bücher.de", "bucher.de", false)]
    [InlineData("example.com", "请看example.com谢谢", true)]

    // A regular expression, or a word.
    [InlineData(@"example\.com", "https://www.example.com/x", true)]
    [InlineData(@"example\.(com|org)", "example.org", true)]
    [InlineData(@"^https?://(www\.)?example\.com", "example.com/x and http://www.example.com", true)]
    [InlineData(@"https://example\.com/.*", "https://example.com/a/b", true)]
    [InlineData(@".*example\.com$", "https://my-example.com", true)]
    [InlineData(@"bücher\.(de|at)", "xn--bcher-kva.at", true)]
    [InlineData(".*", "https://evil.net/x and myapp://x", true)]
    [InlineData("example", "https://www.example.com/x", true)]
    [InlineData(@"example\.com", "notexample.com", false)]
    [InlineData(@"example\.com", "example.com.evil.net", false)]
    [InlineData(@"example\.com", "https://evil.net/?u=example.com", false)]
    [InlineData(@"example\.com", "https://example.com:x@evil.net/", false)]
    [InlineData(@"^https://example\.com/.*", "https://example.org/a", false)]
    [InlineData("example", "myexample.com", false)]
    [InlineData("example", "evil.net/example", false)]
    public async Task a_link_must_be_one_that_a_rule_names(string rule, string text, bool isAllowed)
    {
        await using var amity = await AmityHost.Start();
        var (admin, alice) = (await amity.Administrator(), await amity.Login("alice"));
        await admin.Allows(rule);
        await admin.SwitchesAllowlist(true);
        if (isAllowed)
        {
            (await alice.SaysOnWall(text)).Ok();
        }
        else
        {
            var refusal = (await alice.SaysOnWall(text)).Refused(ErrorKind.LinkNotAllowed);
            Assert.Equal("Data contain link that is not in whitelist", refusal.Text("message"));
        }
    }

    [Theory]
    [InlineData("file.txt, v1.2.3, e.g. this")]
    [InlineData("bob@example.com")]
    [InlineData("@example.com")]
    [InlineData("10.0.0.1")]
    public async Task what_is_no_link_needs_no_rule(string text)
    {
        await using var amity = await AmityHost.Start();
        await (await amity.Administrator()).SwitchesAllowlist(true);
        (await (await amity.Login("alice")).SaysOnWall(text)).Ok();
    }

    [Fact]
    public async Task while_the_list_is_off_every_link_is_allowed()
    {
        await using var amity = await AmityHost.Start();
        var (admin, alice) = (await amity.Administrator(), await amity.Login("alice"));
        await admin.Allows("example.com");
        (await alice.SaysOnWall("evil.net")).Ok();
        await admin.SwitchesAllowlist(true);
        (await alice.SaysOnWall("evil.net")).Refused(ErrorKind.LinkNotAllowed);
        await admin.SwitchesAllowlist(false);
        (await alice.SaysOnWall("evil.net")).Ok();
    }

    [Fact]
    public async Task every_text_that_others_read_is_refused_and_nothing_is_stored()
    {
        await using var amity = await AmityHost.Start();
        var (admin, alice) = (await amity.Administrator(), await amity.Login("alice"));
        var post = await alice.Writes("fine");
        var comment = await alice.Comment(post);
        await admin.Allows("example.com");
        await admin.SwitchesAllowlist(true);

        object Post(object data, object? links = null) => new { data, links };
        (await alice.Post("/api/v4/posts", Post(new { text = "evil.net" }))).Refused(ErrorKind.LinkNotAllowed);
        (await alice.Post("/api/v4/posts", Post(new { text = "fine", title = "evil.net" }))).Refused(ErrorKind.LinkNotAllowed);
        (await alice.Post("/api/v4/posts", Post(new { text = "fine" }, new[] { new { url = "https://evil.net" } }))).Refused(ErrorKind.LinkNotAllowed);
        (await alice.Put($"/api/v3/posts/{post}", Post(new { text = "evil.net" }))).Refused(ErrorKind.LinkNotAllowed);
        (await alice.Post("/api/v3/comments", new { referenceType = "post", referenceId = post, data = new { text = "evil.net" } })).Refused(ErrorKind.LinkNotAllowed);
        (await alice.Put($"/api/v3/comments/{comment}", new { data = new { text = "evil.net" } })).Refused(ErrorKind.LinkNotAllowed);
        (await alice.Post(PollCalls.Polls, new { question = "evil.net?", answers = new[] { new { data = "a" }, new { data = "b" } } })).Refused(ErrorKind.LinkNotAllowed);
        (await alice.Post(PollCalls.Polls, new { question = "Where?", answers = new[] { new { data = "a" }, new { data = "evil.net" } } })).Refused(ErrorKind.LinkNotAllowed);

        Assert.Equal(
            (1, 1, 0),
            (await amity.Number("select count(*) from posts"), await amity.Number("select count(*) from comments"), await amity.Number("select count(*) from polls")));

        // The title of a page is no place for links, and what an application names its own fields is its own business.
        var preview = new { url = "https://example.com/a", domain = "example.com", title = "Evil.net explained", imageUrl = "https://cdn.net/a.png" };
        (await alice.Post("/api/v4/posts", Post(new { text = "see example.com/a" }, new[] { preview }))).Ok();
        (await alice.Post("/api/v4/posts", new { dataType = "my.type", data = new { picture = "https://cdn.net/a.png" } })).Ok();
    }

    [Fact]
    public async Task a_blocked_word_is_told_before_a_link()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        await admin.SwitchesAllowlist(true);
        await admin.Blocks("evil");
        (await (await amity.Login("alice")).SaysOnWall("evil.net")).Refused(ErrorKind.BlockedWord);
    }
}
