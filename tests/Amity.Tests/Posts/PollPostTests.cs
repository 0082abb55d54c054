using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Amity.Tests.Polls;
using Xunit;

namespace Amity.Tests.Posts;

public sealed class PollPostTests
{
    [Theory]
    [InlineData("poll")]
    [InlineData(null)]
    public async Task a_poll_is_shown_by_a_child_and_travels_with_every_answer(string? dataType)
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var hikers = await alice.Founds(members: ["bob"]);
        var poll = await alice.Asks();

        var made = (await alice.Post("/api/v4/posts", Shows(poll, dataType, hikers))).Ok();

        IsShown(made, poll);
        var post = made.First("posts").Text("postId");
        (await bob.Votes(poll, 1)).Ok();
        foreach (var list in (string[])[$"/api/v3/posts/{post}", $"/api/v4/posts?targetType=community&targetId={hikers}", $"/api/v5/posts?targetType=community&targetId={hikers}&dataTypes[]=poll", "/api/v4/me/global-feeds", $"/api/v3/posts/list?postIds[]={post}"])
        {
            IsShown((await bob.Get(list)).Ok(), poll);
            Assert.True((await bob.Get(list)).Ok().First("polls").Flag("isVoted"));
            Assert.False((await alice.Get(list)).Ok().First("polls").Flag("isVoted"));
        }

        var child = made.First("postChildren").Text("postId");
        Assert.Equal([poll.Id], (await bob.Get($"/api/v3/posts/{child}")).Ok().All("polls", "pollId"));
        await bob.Comment(child);
        await bob.React("post", child);
        Assert.Equal((1, 0), (await CommentsCount(child), await CommentsCount(post)));

        Task<long> CommentsCount(string id) => amity.CommentsCount(id);
    }

    [Fact]
    public async Task a_poll_is_its_creators_and_shown_once()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var (poll, deleted) = (await alice.Asks(), await alice.Asks());
        (await alice.Delete($"{PollCalls.Polls}/{deleted.Id}")).Ok();

        (await bob.Post("/api/v4/posts", Shows(poll))).Refused(ErrorKind.NotFound);
        (await alice.Post("/api/v4/posts", Shows(deleted))).Refused(ErrorKind.NotFound);
        (await alice.Post("/api/v4/posts", new { dataType = "poll", data = new { pollId = "none", text = "?" } })).Refused(ErrorKind.NotFound);
        (await alice.Post("/api/v4/posts", Shows(poll))).Ok();
        (await alice.Post("/api/v4/posts", Shows(poll))).Refused(ErrorKind.BadRequest);

        Assert.Equal(2, await amity.Number("select count(*) from posts"));
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task a_post_has_at_most_ten_attachments_and_with_a_poll_none()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var poll = await alice.Asks();

        (await alice.Post("/api/v4/posts", new { data = new { pollId = poll.Id, text = "?" }, attachments = Images(1) })).Refused(ErrorKind.BadRequest);
        (await alice.Post("/api/v4/posts", new { data = new { text = "a" }, attachments = Images(10) })).Refused(ErrorKind.NotFound);
        (await alice.Post("/api/v4/posts", new { data = new { text = "a" }, attachments = Images(11) })).Refused(ErrorKind.Invalid);
        (await alice.Post("/api/v4/posts", new { data = new { pollId = poll.Id, text = "" }, attachments = Images(0) })).Ok();

        static IEnumerable<object> Images(int count) => Enumerable.Range(0, count).Select(i => new { type = "image", fileId = $"f{i}" });
    }

    [Fact]
    public async Task a_poll_post_is_reviewed_edited_and_deleted_as_a_whole()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var hikers = await alice.Founds(members: ["bob"], needApproval: true);
        var poll = await bob.Asks();
        var made = (await bob.Post("/api/v4/posts", Shows(poll, "poll", hikers))).Ok();
        var (post, child) = (made.First("posts").Text("postId"), made.First("postChildren").Text("postId"));

        (await alice.Get($"{PollCalls.Polls}/{poll.Id}")).Ok();
        (await bob.Votes(poll, 0)).Refused(ErrorKind.Forbidden);
        IsShown((await alice.Post($"/api/v3/posts/{post}/approve")).Ok(), poll);
        (await bob.Votes(poll, 0)).Ok();
        var edited = (await bob.Put($"/api/v4/posts/{post}", new { data = new { text = "And why?" }, attachments = Array.Empty<object>() })).Ok();
        IsShown(edited, poll);
        Assert.Equal("""{"text":"And why?","title":"Colours"}""", edited.First("posts")["data"]!.ToJsonString());

        (await bob.Delete($"/api/v4/posts/{post}")).Ok();
        (await (await amity.Login("carol")).Get($"/api/v3/posts/{child}")).Refused(ErrorKind.NotFound);
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    private static object Shows(Poll poll, string? dataType = "poll", string? community = null) => new
    {
        targetType = community is null ? "user" : "community",
        targetId = community,
        dataType,
        data = new { pollId = poll.Id, text = "Say!", title = "Colours" },
        mentionees = new[] { new { type = "user", userIds = new[] { "" } } },
        attachments = Array.Empty<object>(),
    };

    /// <summary>The first post of the answer shows this poll, and nothing else is among its children.</summary>
    private static void IsShown(JsonNode answer, Poll poll)
    {
        var post = answer.First("posts");
        var child = Assert.Single(answer["postChildren"]!.AsArray())!;
        Assert.Equal("text", post.Text("dataType"));
        Assert.Equal("poll", post.Text("structureType"));
        Assert.Equal(1, post.Number("childrenNumber"));
        Assert.Equal([child.Text("postId")], post["children"]!.AsArray().Select(id => id!.GetValue<string>()));
        Assert.Equal("poll", child.Text("dataType"));
        Assert.Equal("poll", child.Text("structureType"));
        Assert.Equal(poll.Id, child["data"]!.Text("pollId"));
        Assert.Equal(post.Text("postId"), child.Text("parentPostId"));
        Assert.All((string[])["feedId", "feedType", "targetType", "targetId", "postedUserId", "createdAt"], field => Assert.Equal(post.Text(field), child.Text(field)));
        Assert.Equal([poll.Id], answer.All("polls", "pollId"));
    }
}
