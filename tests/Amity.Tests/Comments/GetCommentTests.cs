using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Comments;

public sealed class GetCommentTests(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task a_comment_comes_with_its_first_live_replies_and_their_authors()
    {
        var post = await talk.Host.WallPost("alice");
        var root = await talk.Alice.Comment(post);
        var replies = await talk.Bob.CommentTimes(7, post, root);
        var deeper = await talk.Carol.Comment(post, "A deeper one", replies[1]);
        (await talk.Bob.Delete($"/api/v3/comments/{replies[0]}")).Ok();

        var answer = (await talk.Carol.Get($"/api/v3/comments/{root}")).Ok();

        Assert.Equal([root], answer.All("comments", "commentId"));
        Assert.Equal(replies.Skip(1).Take(5), answer.First("comments")["children"]!.AsArray().Select(id => id!.GetValue<string>()));
        Assert.Equal(replies.Skip(1).Take(5), answer.All("commentChildren", "commentId"));
        Assert.Equal(6, answer.First("comments").Number("childrenNumber"));
        Assert.Equal([deeper], answer.First("commentChildren")["children"]!.AsArray().Select(id => id!.GetValue<string>()));
        Assert.Equal(["alice", "bob"], answer.All("users", "userId").Order());
        Assert.Equal("{}", answer["paging"]?.ToJsonString() ?? "{}");
    }

    [Fact]
    public async Task a_deleted_comment_is_answered_as_deleted()
    {
        var post = await talk.Host.WallPost("alice");
        var id = await talk.Bob.Comment(post);
        (await talk.Bob.Delete($"/api/v3/comments/{id}")).Ok();
        Assert.True((await talk.Carol.ReadComment(id)).Flag("isDeleted"));
    }

    [Fact]
    public async Task what_a_deleted_comment_said_is_read_only_by_those_who_may_delete_it()
    {
        var community = await talk.Host.Community("alice", isPublic: true, "bob", "carol");
        var onWall = await talk.Host.WallPost("alice");
        var inCommunity = await talk.Host.CommunityPost("alice", community);
        foreach (var (post, reader) in ((string, Person)[])[(onWall, talk.Alice), (inCommunity, talk.Carol)])
        {
            var id = (await talk.Bob.Post("/api/v3/comments", new
            {
                referenceId = post,
                data = new { text = "private" },
                metadata = new { where = "private" },
                mentionees = new[] { new { type = "user", userIds = new[] { "alice" } } },
                links = new[] { new { url = "https://private.example" } },
            })).Ok().First("comments").Text("commentId");
            (await talk.Bob.Delete($"/api/v3/comments/{id}")).Ok();

            Assert.DoesNotContain("private", (await reader.ReadComment(id)).ToJsonString());
            var listed = (await reader.Get($"/api/v3/comments?referenceId={post}")).Ok().First("comments");
            Assert.Equal("""{"text":""}""", listed["data"]!.ToJsonString());
            Assert.Equal(("{}", "[]", "[]"), (listed["metadata"]!.ToJsonString(), listed["mentionees"]!.ToJsonString(), listed["links"]!.ToJsonString()));
            foreach (var other in (Person[])[talk.Bob, talk.Admin])
            {
                Assert.Equal("private", (await other.ReadComment(id))["data"]!.Text("text"));
            }
        }

        var moderated = (await talk.Alice.Get($"/api/v3/comments?referenceId={inCommunity}")).Ok().First("comments");
        Assert.Equal("private", moderated["data"]!.Text("text"));
    }

    [Fact]
    public async Task a_comment_is_as_hidden_as_its_post()
    {
        var community = await talk.Host.Community("alice", isPublic: false, "bob");
        var id = await talk.Bob.Comment(await talk.Host.CommunityPost("alice", community));

        (await talk.Carol.Get($"/api/v3/comments/{id}")).Refused(ErrorKind.NotFound);
        await talk.Alice.ReadComment(id);
        await talk.Admin.ReadComment(id);
    }

    [Fact]
    public async Task a_comment_below_a_deleted_post_is_read_by_administrators_only()
    {
        var post = await talk.Host.WallPost("alice");
        var id = await talk.Bob.Comment(post);
        await talk.Host.DeletePost(post);

        (await talk.Bob.Get($"/api/v3/comments/{id}")).Refused(ErrorKind.NotFound);
        await talk.Admin.ReadComment(id);
    }

    [Fact]
    public async Task the_banned_read_on_in_a_public_community()
    {
        var community = await talk.Host.Community("alice", isPublic: true);
        var id = await talk.Alice.Comment(await talk.Host.CommunityPost("alice", community));
        await talk.Host.Ban(community, "bob");
        await talk.Bob.ReadComment(id);
    }

    [Theory]
    [InlineData("000000000000000000000000")]
    [InlineData("a%2Fb")]
    [InlineData("%25")]
    [InlineData("%F0%9F%91%A9%20%27%3B--")]
    public async Task an_unknown_id_of_any_form_is_not_found(string id) =>
        (await talk.Bob.Get($"/api/v3/comments/{id}")).Refused(ErrorKind.NotFound);

    [Fact]
    public async Task without_a_session_nobody_reads()
    {
        var id = await talk.Bob.Comment(await talk.Host.WallPost("alice"));
        (await talk.Host.Nobody().Get($"/api/v3/comments/{id}")).Refused(ErrorKind.Unauthenticated);
    }
}
