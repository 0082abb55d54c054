using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Amity.Tests.Polls;
using Amity.Tests.Posts;
using Amity.Tests.Roles;
using Xunit;

namespace Amity.Tests.Moderation;

public sealed class BlockedWordTests
{
    [Theory]
    [InlineData("weed", "WEED", true)]
    [InlineData("weed", "seaweeds", true)]
    [InlineData("weed", "we ed", false)]
    [InlineData("ΣΟΦΌΣ", "ο σοφός", true)]
    [InlineData("дурак", "ДУРАК!", true)]
    [InlineData("笨蛋", "你这个笨蛋啊", true)]
    [InlineData("bad word", "a bad word!", true)]
    [InlineData("b[a4]d+", "b4ddd", true)]
    [InlineData("b[a4]d+", "bad", true)]
    [InlineData("b[a4]d+", "bed", false)]
    [InlineData("^first", "first of all", true)]
    [InlineData("^first", "at first", false)]
    [InlineData("c++", "I like C++", true)]
    [InlineData("c++", "ccc", false)]
    [InlineData(":(", "oh :(", true)]
    public async Task a_rule_is_looked_for_anywhere_in_any_case_as_a_word_or_a_regular_expression(string rule, string text, bool isRefused)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await (await amity.Administrator()).Blocks(rule);
        Assert.Equal(isRefused, (await alice.SaysOnWall(text)).Status != Envelope.Ok);
    }

    [Theory]
    [InlineData("weed", "a weed, here", true)]
    [InlineData("weed", "seaweed", false)]
    [InlineData("weed", "weeds", false)]
    [InlineData("weed", "weed_killer", false)]
    [InlineData("дурак", "(дурак)", true)]
    [InlineData("дурак", "дураки", false)]
    [InlineData("b[a4]d", "so b4d!", true)]
    [InlineData("b[a4]d", "b4dly", false)]
    public async Task an_exact_rule_is_a_whole_word_in_every_script(string rule, string text, bool isRefused)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await (await amity.Administrator()).BlocksWords(rule);
        Assert.Equal(isRefused, (await alice.SaysOnWall(text)).Status != Envelope.Ok);
    }

    [Fact]
    public async Task every_text_that_others_read_is_refused_and_nothing_is_stored()
    {
        await using var amity = await AmityHost.Start();
        var (admin, alice) = (await amity.Administrator(), await amity.Login("alice"));
        var post = await alice.Writes("fine");
        var comment = await alice.Comment(post);
        await admin.Blocks("weed");

        object[] posts =
        [
            new { data = new { text = "weed" } },
            new { text = "weed" },
            new { data = new { text = "fine", title = "weed" } },
            new { data = new { text = "fine" }, links = new[] { new { url = "https://example.com/weed" } } },
            new { data = new { text = "fine" }, links = new[] { new { title = "weed" } } },
            new { dataType = "my.type", data = new { text = "weed" } },
        ];
        foreach (var body in posts)
        {
            var refusal = (await alice.Post("/api/v4/posts", body)).Refused(ErrorKind.BlockedWord);
            Assert.Equal("Data contain blacklist word", refusal.Text("message"));
            (await alice.Post("/api/v3/posts", body)).Refused(ErrorKind.BlockedWord);
        }

        foreach (var body in posts[..5])
        {
            (await alice.Put($"/api/v4/posts/{post}", body)).Refused(ErrorKind.BlockedWord);
        }

        object Comment(object data, object? links = null) => new { referenceType = "post", referenceId = post, data, links };
        (await alice.Post("/api/v3/comments", Comment(new { text = "weed" }))).Refused(ErrorKind.BlockedWord);
        (await alice.Post("/api/v3/comments", Comment(new { text = "fine" }, new[] { new { domain = "weed.com" } }))).Refused(ErrorKind.BlockedWord);
        (await alice.Put($"/api/v3/comments/{comment}", new { data = new { text = "weed" } })).Refused(ErrorKind.BlockedWord);
        (await alice.Put($"/api/v3/comments/{comment}", new { links = new[] { new { title = "weed" } } })).Refused(ErrorKind.BlockedWord);

        object Poll(string question, string answer) => new { question, answers = new[] { new { data = "green" }, new { data = answer } } };
        (await alice.Post(PollCalls.Polls, Poll("What is weed?", "grass"))).Refused(ErrorKind.BlockedWord);
        (await alice.Post(PollCalls.Polls, Poll("What is grass?", "weed"))).Refused(ErrorKind.BlockedWord);
        (await alice.Post(PollCalls.Polls, Poll("What is grass?", "green"))).Ok();

        Assert.Equal(
            (1, 1, 1),
            (await amity.Number("select count(*) from posts"), await amity.Number("select count(*) from comments"), await amity.Number("select count(*) from polls")));
        Assert.Equal("fine", (await alice.Reads(post))["data"]!.Text("text"));
        Assert.Equal("Well said", (await alice.ReadComment(comment))["data"]!.Text("text"));
        (await alice.Put($"/api/v4/posts/{post}", new { data = new { text = "better" } })).Ok();
    }

    [Fact]
    public async Task names_descriptions_tags_and_metadata_are_no_such_texts()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await (await amity.Administrator()).Blocks("weed");

        (await alice.Put("/api/v3/users", new { userId = "alice", displayName = "Tumbleweed", description = "weed", metadata = new { a = "weed" } })).Ok();
        (await alice.Post("/api/v3/communities", new { displayName = "weed", description = "weed", isPublic = true })).Ok();
        (await alice.Post("/api/v4/posts", new { data = new { text = "fine" }, tags = new[] { "weed" }, metadata = new { a = "weed" } })).Ok();
        (await alice.Post("/api/v4/posts", new { dataType = "my.type", data = new { note = "weed" } })).Ok();
    }

    [Fact]
    public async Task what_stands_there_already_stays_and_its_other_fields_can_be_changed()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var post = await alice.Writes("weed");
        await (await amity.Administrator()).Blocks("weed");

        (await alice.Put($"/api/v4/posts/{post}", new { tags = new[] { "old" } })).Ok();
        Assert.Equal("weed", (await alice.Reads(post))["data"]!.Text("text"));
    }

    [Fact]
    public async Task administrators_and_holders_of_the_exemptions_write_what_they_want()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        await amity.Login("bob");
        (await admin.Put("/api/v3/users", new { userId = "bob", roles = new[] { "super-moderator" } })).Ok();
        await admin.Blocks("weed");
        await admin.SwitchesAllowlist(true);

        (await (await amity.LoginVerified("bob")).SaysOnWall("weed at example.com")).Ok();
        (await admin.SaysOnWall("weed at example.com")).Ok();

        // Nobody vouched for this session: it has no rights of the network.
        var unverified = await amity.Login("bob");
        (await unverified.SaysOnWall("weed")).Refused(ErrorKind.BlockedWord);
        (await unverified.SaysOnWall("example.com")).Refused(ErrorKind.LinkNotAllowed);
    }

    [Theory]
    [InlineData("EXEMPT_FROM_BLACKLIST", ErrorKind.LinkNotAllowed)]
    [InlineData("EXEMPT_FROM_WHITELIST", ErrorKind.BlockedWord)]
    public async Task who_is_exempt_from_one_list_is_not_from_the_other(string permission, ErrorKind stays)
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        await admin.Blocks("weed");
        await admin.SwitchesAllowlist(true);
        await amity.Login("bob");
        (await admin.Put("/api/v3/users", new { userId = "bob", roles = new[] { "super-moderator" } })).Ok();
        await amity.Network.Database.Write(tx => Amity.Core.Data.Sql.Run(
            tx, "delete from role_permissions where permission like 'EXEMPT%' and permission <> @permission", new { permission }));

        (await (await amity.LoginVerified("bob")).SaysOnWall("weed at example.com")).Refused(stays);
    }

    [Fact]
    public async Task who_is_exempt_from_filters_is_from_both_lists_and_from_nothing_else()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        await admin.Blocks("weed");
        await admin.SwitchesAllowlist(true);
        await amity.Moderates(new { maxRepetition = 2, maxRepetitionTimeout = 60_000 });
        await amity.Login("bob");
        (await admin.MakesRole("writer", "EXEMPT_FROM_FILTERS")).Ok();
        (await admin.GivesUser("bob", "writer")).Ok();
        var bob = await amity.LoginVerified("bob");

        (await bob.SaysOnWall("weed at example.com")).Ok();
        (await bob.SaysOnWall("weed at example.com")).Ok();
        (await bob.SaysOnWall("weed at example.com")).Refused(ErrorKind.MaxRepetition);

        (await (await amity.Login("bob", deviceId: "other")).SaysOnWall("weed")).Refused(ErrorKind.BlockedWord);
        (await admin.ChangesRole("writer")).Ok();
        (await bob.SaysOnWall("weed")).Refused(ErrorKind.BlockedWord);
        (await bob.SaysOnWall("example.com")).Refused(ErrorKind.LinkNotAllowed);
    }

    [Fact]
    public async Task a_text_that_costs_a_backtracking_engine_ages_costs_nothing_here()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await (await amity.Administrator()).Blocks("(a+)+$b");

        (await alice.SaysOnWall(new string('a', 20_000))).Ok();
    }
}
