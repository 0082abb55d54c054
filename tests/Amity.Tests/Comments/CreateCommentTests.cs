using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Comments;

public sealed class CreateCommentTests(Talk talk) : IClassFixture<Talk>
{
    private const string Comments = "/api/v3/comments";

    [Fact]
    public async Task a_comment_is_answered_with_all_that_the_sdk_reads()
    {
        var post = await talk.Host.WallPost("alice");

        var answer = (await talk.Bob.Post(Comments, new { referenceId = post, data = new { text = "Well said" } })).Ok();

        var comment = answer.First("comments");
        var id = comment.Text("commentId");
        var wall = talk.Alice.Session.First("users").Text("_id");
        Assert.Equal(id, comment.Text("_id"));
        Assert.Equal(id, comment.Text("rootId"));
        Assert.Equal($"{talk.Host.Network.Id}/social/user/{wall}/post/{post}/comment/{id}", comment.Text("path"));
        Assert.Equal("bob", comment.Text("userId"));
        Assert.Equal("bob", comment.Text("userPublicId"));
        Assert.Equal(talk.Bob.Session.First("users").Text("_id"), comment.Text("userInternalId"));
        Assert.Equal("post", comment.Text("referenceType"));
        Assert.Equal(post, comment.Text("referenceId"));
        Assert.Equal("user", comment.Text("targetType"));
        Assert.Equal("alice", comment.Text("targetId"));
        Assert.Equal("text", comment.Text("dataType"));
        Assert.Equal("""["text"]""", comment["dataTypes"]!.ToJsonString());
        Assert.Equal("""{"text":"Well said"}""", comment["data"]!.ToJsonString());
        Assert.Equal("{}", comment["metadata"]!.ToJsonString());
        Assert.Equal("[]", comment["mentionees"]!.ToJsonString());
        Assert.Equal("[]", comment["children"]!.ToJsonString());
        Assert.Equal("{}", comment["reactions"]!.ToJsonString());
        Assert.Equal("[]", comment["myReactions"]!.ToJsonString());
        Assert.Equal(0, comment.Number("childrenNumber"));
        Assert.Equal(0, comment.Number("reactionsCount"));
        Assert.Equal(0, comment.Number("flagCount"));
        Assert.Equal(1, comment.Number("segmentNumber"));
        Assert.False(comment.Flag("isDeleted"));
        Assert.True(comment.AsObject().ContainsKey("hashFlag") && comment["hashFlag"] is null);
        Assert.Equal(comment.Text("createdAt"), comment.Text("editedAt"));
        Assert.EndsWith("Z", comment.Text("updatedAt"));
        Assert.Equal(["bob"], answer.All("users", "userId"));
        Assert.Empty(answer["commentChildren"]!.AsArray());
        Assert.Empty(answer["communityUsers"]!.AsArray());
        Assert.Empty(answer["files"]!.AsArray());
    }

    [Fact]
    public async Task a_comment_at_the_top_level_lacks_parentId()
    {
        var post = await talk.Host.WallPost("alice");
        var id = await talk.Bob.Comment(post);
        Assert.False((await talk.Bob.ReadComment(id)).AsObject().ContainsKey("parentId"));
    }

    [Fact]
    public async Task a_reply_of_any_depth_counts_on_its_parent_and_keeps_the_root()
    {
        var post = await talk.Host.WallPost("alice");
        var root = await talk.Alice.Comment(post);
        var reply = await talk.Bob.Comment(post, "A reply", root);
        var deeper = await talk.Carol.Comment(post, "A deeper one", reply);

        var top = await talk.Alice.ReadComment(root);
        var middle = await talk.Alice.ReadComment(reply);
        var bottom = await talk.Alice.ReadComment(deeper);
        Assert.Equal(1, top.Number("childrenNumber"));
        Assert.Equal(1, middle.Number("childrenNumber"));
        Assert.Equal((root, root), (middle.Text("parentId"), middle.Text("rootId")));
        Assert.Equal((reply, root), (bottom.Text("parentId"), bottom.Text("rootId")));
        Assert.Equal([1L, 2L, 3L], new[] { top, middle, bottom }.Select(comment => comment.Number("segmentNumber")));
        Assert.Equal(3, await talk.Host.CommentsCount(post));
    }

    [Fact]
    public async Task every_call_is_a_comment_of_its_own()
    {
        var post = await talk.Host.WallPost("alice");
        Assert.NotEqual(await talk.Bob.Comment(post, "Same"), await talk.Bob.Comment(post, "Same"));
        Assert.Equal(2, await talk.Host.CommentsCount(post));
    }

    [Fact]
    public async Task comments_that_race_for_a_segment_get_each_their_own()
    {
        var post = await talk.Host.WallPost("alice");
        await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => talk.Bob.Comment(post)));
        Assert.Equal(24, await talk.Host.CommentsCount(post));
        Assert.Equal(
            24, await talk.Host.Number("select max(segment_number) from comments where reference_id = @post", new { post }));
    }

    [Fact]
    public async Task whoever_sees_a_public_community_may_comment_in_it()
    {
        var community = await talk.Host.Community("alice", isPublic: true);
        var post = await talk.Host.CommunityPost("alice", community);

        var comment = (await talk.Bob.ReadComment(await talk.Bob.Comment(post)));

        Assert.Equal(("community", community), (comment.Text("targetType"), comment.Text("targetId")));
        Assert.StartsWith($"{talk.Host.Network.Id}/social/community/{community}/post/{post}/comment/", comment.Text("path"));
    }

    [Fact]
    public async Task a_private_community_is_no_place_for_outsiders()
    {
        var community = await talk.Host.Community("alice", isPublic: false, "bob");
        var post = await talk.Host.CommunityPost("alice", community);

        await talk.Bob.Comment(post);
        (await talk.Carol.Post(Comments, new { referenceId = post, data = new { text = "Let me in" } })).Refused(ErrorKind.NotFound);
        Assert.Equal(1, await talk.Host.CommentsCount(post));
    }

    [Fact]
    public async Task authors_come_with_their_rows_of_the_community()
    {
        var community = await talk.Host.Community("alice", isPublic: true, "bob");
        var post = await talk.Host.CommunityPost("alice", community);
        var root = await talk.Alice.Comment(post);
        await talk.Bob.Comment(post, "A reply", root);
        await talk.Carol.Comment(post, "Another", root);

        var answer = (await talk.Carol.Get($"{Comments}/{root}")).Ok();

        Assert.Equal(["alice", "bob"], answer.All("communityUsers", "userId").Order());
        var moderator = answer["communityUsers"]!.AsArray().Single(user => user!.Text("userId") == "alice")!;
        Assert.Contains("DELETE_COMMUNITY_COMMENT", moderator["permissions"]!.AsArray().Select(permission => permission!.GetValue<string>()));
        Assert.Equal(["alice", "bob", "carol"], answer.All("users", "userId").Order());
    }

    [Fact]
    public async Task the_banned_may_not_comment()
    {
        var community = await talk.Host.Community("alice", isPublic: true);
        var post = await talk.Host.CommunityPost("alice", community);
        await talk.Host.Ban(community, "bob");

        (await talk.Bob.Post(Comments, new { referenceId = post, data = new { text = "But I" } })).Refused(ErrorKind.Banned);
        Assert.Equal(0, await talk.Host.CommentsCount(post));
    }

    [Fact]
    public async Task a_closed_community_takes_comments_of_administrators_only()
    {
        var community = await talk.Host.Community("alice", isPublic: true);
        var post = await talk.Host.CommunityPost("alice", community);
        await talk.Host.CloseCommunity(community);

        (await talk.Alice.Post(Comments, new { referenceId = post, data = new { text = "Hello?" } })).Refused(ErrorKind.NotFound);
        await talk.Admin.Comment(post, "Closed");
    }

    [Fact]
    public async Task an_administrator_may_comment_in_a_private_community()
    {
        var community = await talk.Host.Community("alice", isPublic: false);
        await talk.Admin.Comment(await talk.Host.CommunityPost("alice", community));
    }

    [Fact]
    public async Task a_deleted_post_takes_no_comments()
    {
        var post = await talk.Host.WallPost("alice");
        await talk.Host.DeletePost(post);
        foreach (var person in new[] { talk.Alice, talk.Admin })
        {
            (await person.Post(Comments, new { referenceId = post, data = new { text = "Too late" } })).Refused(ErrorKind.NotFound);
        }
    }

    [Fact]
    public async Task a_parent_must_be_a_live_comment_on_the_same_post()
    {
        var post = await talk.Host.WallPost("alice");
        var elsewhere = await talk.Bob.Comment(await talk.Host.WallPost("alice"));
        var deleted = await talk.Bob.Comment(post);
        (await talk.Bob.Delete($"{Comments}/{deleted}")).Ok();

        foreach (var parentId in new[] { elsewhere, deleted, "5f5f5f5f5f5f5f5f5f5f5f5f", "no id / at all" })
        {
            var reply = new { referenceId = post, parentId, data = new { text = "A reply" } };
            (await talk.Bob.Post(Comments, reply)).Refused(ErrorKind.NotFound);
        }

        Assert.Equal(0, await talk.Host.CommentsCount(post));
    }

    [Fact]
    public async Task stories_do_not_exist() =>
        (await talk.Bob.Post(Comments, new { referenceType = "story", referenceId = "some", data = new { text = "Hello" } })).Refused(ErrorKind.NotFound);

    [Fact]
    public async Task without_a_session_nobody_comments()
    {
        var post = await talk.Host.WallPost("alice");
        (await talk.Host.Nobody().Post(Comments, new { referenceId = post, data = new { text = "Hi" } })).Refused(ErrorKind.Unauthenticated);
    }
}
