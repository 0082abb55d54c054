using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Posts;

/// <summary>Whom posts and comments may mention, and the hashtags and titles of posts.</summary>
public sealed class PostExtrasTests
{
    [Fact]
    public async Task only_users_who_exist_can_be_mentioned()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Login("bob");
        await amity.Login("gone");
        var post = await alice.Writes("Hi");
        var before = (await alice.Post("/api/v4/posts", Mentioning("gone"))).Ok().First("posts").Text("postId");
        await Communities.CommunityCalls.Deletes(amity, "gone");

        (await alice.Post("/api/v4/posts", Mentioning("bob", "nobody"))).Refused(ErrorKind.NotFound);
        (await alice.Post("/api/v4/posts", Mentioning("gone"))).Refused(ErrorKind.NotFound);
        (await alice.Put($"/api/v4/posts/{post}", Mentioning("nobody"))).Refused(ErrorKind.NotFound);
        (await alice.Post("/api/v3/comments", CommentMentioning(post, "nobody"))).Refused(ErrorKind.NotFound);

        // Whom a text mentions already it may go on mentioning.
        (await alice.Put($"/api/v4/posts/{before}", Mentioning("gone", "bob"))).Ok();
        Assert.Equal(0, await amity.CommentsCount(post));
    }

    [Fact]
    public async Task in_a_private_community_only_members_can_be_mentioned_and_in_a_public_one_everybody()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Login("bob");
        await amity.Login("carol");
        var secret = await alice.Founds(isPublic: false, members: ["bob"]);
        var open = await alice.Founds(members: ["bob"]);
        var post = await alice.Writes("Hi", secret);
        var comment = await alice.Comment(post);

        (await alice.Post("/api/v4/posts", MentioningIn(secret, "bob"))).Ok();
        (await alice.Post("/api/v4/posts", MentioningIn(secret, "bob", "carol"))).Refused(ErrorKind.BadRequest);
        (await alice.Put($"/api/v4/posts/{post}", Mentioning("carol"))).Refused(ErrorKind.BadRequest);
        (await alice.Post("/api/v3/comments", CommentMentioning(post, "carol"))).Refused(ErrorKind.BadRequest);
        (await alice.Put($"/api/v3/comments/{comment}", Mentioning("carol"))).Refused(ErrorKind.BadRequest);
        (await alice.Put($"/api/v3/comments/{comment}", Mentioning("bob"))).Ok();
        (await alice.Post("/api/v4/posts", MentioningIn(open, "carol"))).Ok();
    }

    [Theory]
    [InlineData("#one, two #three", "one three")]
    [InlineData("#Café#Olé (#déjà_vu) #日本 #हिन्दी #привет!", "Café déjà_vu 日本 हिन्दी привет")]
    [InlineData("#Same #same #SAME", "Same")]
    [InlineData("a#b c# # #-x ##y", "y")]
    [InlineData("#tags1", "tags1")]
    [InlineData("no tag at all", "")]
    public async Task hashtags_are_taken_from_the_text(string text, string hashtags)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        var post = (await alice.Post("/api/v4/posts", Posting.Text(text))).Ok().First("posts");

        Assert.Equal(hashtags, Hashtags(post));
        post = (await alice.Put($"/api/v4/posts/{post.Text("postId")}", new { data = new { text = "#other" } })).Ok().First("posts");
        Assert.Equal("other", Hashtags(post));
        post = (await alice.Put($"/api/v4/posts/{post.Text("postId")}", new { tags = new[] { "a" } })).Ok().First("posts");
        Assert.Equal("other", Hashtags(post));
    }

    [Fact]
    public async Task the_first_thirty_hashtags_of_at_most_a_hundred_characters_count()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var text = $"#{new string('a', 101)} #{new string('b', 100)} {string.Join(' ', Enumerable.Range(0, 40).Select(i => $"#t{i}"))}";

        var hashtags = Hashtags(await alice.Reads(await alice.Writes(text))).Split(' ');

        Assert.Equal(30, hashtags.Length);
        Assert.Equal(new string('b', 100), hashtags[0]);
        Assert.Equal("t28", hashtags[^1]);
    }

    [Fact]
    public async Task a_title_is_kept_beside_the_text_and_has_at_most_150_characters()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        var post = (await alice.Post("/api/v4/posts", new { data = new { title = "Today", text = "a walk" } })).Ok().First("posts");
        Assert.Equal("""{"text":"a walk","title":"Today"}""", post["data"]!.ToJsonString());
        post = (await alice.Put($"/api/v4/posts/{post.Text("postId")}", new { data = new { title = "" } })).Ok().First("posts");
        Assert.Equal("""{"text":"a walk"}""", post["data"]!.ToJsonString());

        (await alice.Post("/api/v4/posts", new { data = new { title = new string('a', 151), text = "b" } })).Refused(ErrorKind.Invalid);
        (await alice.Post("/api/v4/posts", new { data = new { title = "", text = "" } })).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task previews_of_links_come_back_as_they_were_sent()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var links = new[] { new { url = "https://example.org", index = 4, length = 19, renderPreview = true } };

        var post = (await alice.Post("/api/v4/posts", new { data = new { text = "See https://example.org" }, links })).Ok().First("posts");
        var comment = (await alice.Post("/api/v3/comments", new { referenceId = post.Text("postId"), data = new { text = "See https://example.org" }, links })).Ok().First("comments");

        foreach (var (item, path) in ((JsonNode, string)[])[(post, $"/api/v4/posts/{post.Text("postId")}"), (comment, $"/api/v3/comments/{comment.Text("commentId")}")])
        {
            Assert.Equal("""[{"url":"https://example.org","index":4,"length":19,"renderPreview":true}]""", item["links"]!.ToJsonString());
            var kept = (await alice.Put(path, new { data = new { text = "Again" } })).Ok().ToJsonString();
            Assert.Contains("\"links\":[{", kept);
            Assert.Contains("\"links\":[]", (await alice.Put(path, new { links = Array.Empty<object>() })).Ok().ToJsonString());
            (await alice.Put(path, new { links = new[] { "https://example.org" } })).Refused(ErrorKind.Invalid);
            (await alice.Put(path, new { links = new { url = "https://example.org" } })).Refused(ErrorKind.Invalid);
        }

        Assert.Equal("[]", (await alice.Reads(await alice.Writes("none")))["links"]!.ToJsonString());
    }

    [Fact]
    public async Task the_text_may_stand_beside_the_data()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        Assert.Equal("Hello", (await alice.Post("/api/v3/posts", new { text = "Hello" })).Ok().First("posts")["data"]!.Text("text"));
        Assert.Equal("inner", (await alice.Post("/api/v3/posts", new { text = "outer", data = new { text = "inner" } })).Ok().First("posts")["data"]!.Text("text"));
    }

    private static string Hashtags(JsonNode post) => string.Join(' ', post["hashtags"]!.AsArray().Select(tag => tag!.GetValue<string>()));

    private static object Mentioning(params string[] userIds) => MentioningIn(null, userIds);

    private static object CommentMentioning(string postId, string userId) => new
    {
        referenceId = postId,
        data = new { text = "Hey" },
        mentionees = new[] { new { type = "user", userIds = new[] { userId } } },
    };

    private static object MentioningIn(string? communityId, params string[] userIds) => new
    {
        targetType = communityId is null ? "user" : "community",
        targetId = communityId,
        data = new { text = "Hey" },
        mentionees = new[] { new { type = "user", userIds } },
    };
}
