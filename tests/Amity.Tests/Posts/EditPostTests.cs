using System.Text;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Posts;

public sealed class EditPostTests
{
    [Theory]
    [InlineData("v3")]
    [InlineData("v4")]
    public async Task an_author_changes_what_it_sends_and_nothing_else(string version)
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        await amity.Login("bob");
        var before = (await alice.Post("/api/v4/posts", new
        {
            data = new { text = "old" },
            tags = new[] { "one" },
            metadata = new { mood = "fine", keep = true },
            mentionees = new[] { new { type = "user", userIds = new[] { "bob" } } },
        })).Ok().First("posts");
        clock.Advance(TimeSpan.FromMinutes(1));

        var after = (await alice.Put($"/api/{version}/posts/{before.Text("postId")}", new { data = new { text = "new" } })).Ok().First("posts");

        Assert.Equal("new", after["data"]!.Text("text"));
        Assert.All((string[])["tags", "metadata", "mentionees", "createdAt"], field => Assert.Equal(before[field]!.ToJsonString(), after[field]!.ToJsonString()));
        Assert.Equal("2030-01-01T00:01:00.000Z", after.Text("editedAt"));
        Assert.Equal("2030-01-01T00:01:00.000Z", after.Text("updatedAt"));

        after = (await alice.Put($"/api/{version}/posts/{before.Text("postId")}", new { metadata = new { mood = "bad" }, tags = new[] { "two", "three" }, mentionees = Array.Empty<object>() })).Ok().First("posts");
        Assert.Equal("new", after["data"]!.Text("text"));
        Assert.Equal("""{"mood":"bad"}""", after["metadata"]!.ToJsonString());
        Assert.Equal("""["two","three"]""", after["tags"]!.ToJsonString());
        Assert.Equal("[]", after["mentionees"]!.ToJsonString());
    }

    [Fact]
    public async Task edited_at_stays_when_the_header_asks_for_it()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        var postId = await alice.Writes("old");
        clock.Advance(TimeSpan.FromMinutes(1));

        var quiet = await new Person(amity.Http, "alice", alice.Token, ("Preserve-Edited-At", "True")).Put($"/api/v4/posts/{postId}", new { data = new { text = "quiet" } });

        Assert.Equal("2030-01-01T00:00:00.000Z", quiet.Ok().First("posts").Text("editedAt"));
        Assert.Equal("2030-01-01T00:01:00.000Z", quiet.Ok().First("posts").Text("updatedAt"));
        var loud = await new Person(amity.Http, "alice", alice.Token, ("preserve-edited-at", "false")).Put($"/api/v4/posts/{postId}", new { data = new { text = "loud" } });
        Assert.Equal("2030-01-01T00:01:00.000Z", loud.Ok().First("posts").Text("editedAt"));
    }

    [Fact]
    public async Task a_moderator_edits_in_its_community_and_an_administrator_everywhere()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var admin = await amity.Administrator();
        var inCommunity = await bob.Writes("bob's", await alice.Founds(members: ["bob"]));
        var onWall = await bob.Writes("bob's");

        Assert.Equal("mild", (await alice.Put($"/api/v4/posts/{inCommunity}", new { data = new { text = "mild" } })).Ok().First("posts")["data"]!.Text("text"));
        (await alice.Put($"/api/v4/posts/{onWall}", new { data = new { text = "mild" } })).Refused(ErrorKind.PermissionDenied);
        (await admin.Put($"/api/v4/posts/{onWall}", new { data = new { text = "mild" } })).Ok();
        Assert.Equal("bob", (await bob.Reads(onWall)).Text("postedUserId"));
    }

    [Fact]
    public async Task another_member_an_outsider_and_a_banned_author_cannot_edit()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        var hikers = await alice.Founds(members: ["bob"]);
        var secret = await alice.Writes("secret", await alice.Founds(isPublic: false));
        var post = await alice.Writes("mine", hikers);
        var bobs = await bob.Writes("bob's", hikers);
        var change = new { data = new { text = "changed" } };

        (await bob.Put($"/api/v4/posts/{post}", change)).Refused(ErrorKind.PermissionDenied);
        (await carol.Put($"/api/v3/posts/{post}", change)).Refused(ErrorKind.PermissionDenied);
        (await carol.Put($"/api/v4/posts/{secret}", change)).Refused(ErrorKind.NotFound);
        (await amity.Nobody().Put($"/api/v4/posts/{post}", change)).Refused(ErrorKind.Unauthenticated);
        await amity.Bans(hikers, "bob");
        (await bob.Put($"/api/v4/posts/{bobs}", change)).Refused(ErrorKind.Banned);
        Assert.Equal("mine", (await alice.Reads(post))["data"]!.Text("text"));
    }

    [Fact]
    public async Task a_deleted_and_an_unknown_post_are_not_found()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var post = await alice.Writes("gone");
        (await alice.Delete($"/api/v4/posts/{post}")).Ok();

        (await alice.Put($"/api/v4/posts/{post}", new { data = new { text = "back" } })).Refused(ErrorKind.NotFound);
        (await alice.Put("/api/v4/posts/none", new { data = new { text = "back" } })).Refused(ErrorKind.NotFound);
    }

    [Theory]
    [InlineData("""{"data":{"text":""}}""", ErrorKind.Invalid)]
    [InlineData("""{"data":{"text":7}}""", ErrorKind.Invalid)]
    [InlineData("""{"data":7}""", ErrorKind.Invalid)]
    [InlineData("""{"data":[]}""", ErrorKind.Invalid)]
    [InlineData("""{"text":""}""", ErrorKind.Invalid)]
    [InlineData("""{"tags":["1","2","3","4","5","6"]}""", ErrorKind.Invalid)]
    [InlineData("""{"metadata":7}""", ErrorKind.Invalid)]
    [InlineData("""{"mentionees":[{"type":"role"}]}""", ErrorKind.Invalid)]
    [InlineData("""{"data":""", ErrorKind.BadRequest)]
    [InlineData("""{"data":{"fileId":"f1"}}""", ErrorKind.NotFound)]
    [InlineData("""{"data":{"text":"a"},"attachments":[{"fileId":"f1","type":"image"}]}""", ErrorKind.NotFound)]
    public async Task what_is_malformed_changes_nothing(string body, ErrorKind kind)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var post = await alice.Writes("as it was", tags: ["one"]);

        (await alice.Put($"/api/v4/posts/{post}", new StringContent(body, Encoding.UTF8, "application/json"))).Refused(kind);

        var kept = await alice.Reads(post);
        Assert.Equal("as it was", kept["data"]!.Text("text"));
        Assert.Equal("""["one"]""", kept["tags"]!.ToJsonString());
    }

    [Fact]
    public async Task the_text_may_stand_outside_of_data_and_an_empty_body_is_fine()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var post = await alice.Writes("old");

        Assert.Equal("new", (await alice.Put($"/api/v3/posts/{post}", new { text = "new", postId = "ignored" })).Ok().First("posts")["data"]!.Text("text"));
        Assert.Equal("new", (await alice.Put($"/api/v4/posts/{post}")).Ok().First("posts")["data"]!.Text("text"));
        (await alice.Put($"/api/v4/posts/{post}", new { data = new { text = new string('a', 50_001) } })).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task custom_data_is_replaced_as_a_whole()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var post = (await alice.Post("/api/v4/posts", new { dataType = "my.recipe", data = new { a = 1, b = 2 } })).Ok().First("posts").Text("postId");

        Assert.Equal("""{"b":3,"fileId":"x"}""", (await alice.Put($"/api/v4/posts/{post}", new { data = new { b = 3, fileId = "x" } })).Ok().First("posts")["data"]!.ToJsonString());
        Assert.Equal("""{"b":3,"fileId":"x"}""", (await alice.Put($"/api/v4/posts/{post}", new { tags = new[] { "x" } })).Ok().First("posts")["data"]!.ToJsonString());
    }

    [Fact]
    public async Task a_child_takes_no_data_that_is_not_there()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var child = await amity.AddsChild(await alice.Writes("a picture"), "image");

        (await alice.Put($"/api/v4/posts/{child}", new { data = new { fileId = "f1" } })).Refused(ErrorKind.NotFound);
        Assert.Equal("{}", (await alice.Put($"/api/v4/posts/{child}", new { data = new { text = "caption" } })).Ok().First("posts")["data"]!.ToJsonString());
    }
}
