using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Comments;

public sealed class DeleteCommentTests(Talk talk) : IClassFixture<Talk>
{
    [Theory]
    [InlineData("v3", "")]
    [InlineData("v4", "?permanent=false")]
    public async Task a_deletion_marks_the_comment_and_takes_it_out_of_the_counts(string version, string query)
    {
        var post = await talk.Host.WallPost("alice");
        var root = await talk.Alice.Comment(post);
        var reply = await talk.Bob.Comment(post, "A reply", root);

        Assert.True((await talk.Bob.Delete($"/api/{version}/comments/{reply}{query}")).Ok().Flag("success"));

        Assert.True((await talk.Bob.ReadComment(reply)).Flag("isDeleted"));
        Assert.Equal(0, (await talk.Bob.ReadComment(root)).Number("childrenNumber"));
        Assert.Equal(1, await talk.Host.CommentsCount(post));
    }

    [Fact]
    public async Task replies_stay_and_go_on_counting()
    {
        var post = await talk.Host.WallPost("alice");
        var root = await talk.Alice.Comment(post);
        var reply = await talk.Bob.Comment(post, "A reply", root);

        (await talk.Alice.Delete($"/api/v3/comments/{root}")).Ok();

        Assert.False((await talk.Bob.ReadComment(reply)).Flag("isDeleted"));
        Assert.Equal(1, await talk.Host.CommentsCount(post));
        var ofRoot = (await talk.Bob.Get($"/api/v3/comments?referenceId={post}&parentId={root}")).Ok();
        Assert.Equal([reply], ofRoot.All("comments", "commentId"));
    }

    [Fact]
    public async Task a_repeat_finds_no_comment_and_counts_once()
    {
        var post = await talk.Host.WallPost("alice");
        var id = await talk.Bob.Comment(post);
        await talk.Bob.Comment(post);

        (await talk.Bob.Delete($"/api/v4/comments/{id}")).Ok();
        (await talk.Bob.Delete($"/api/v4/comments/{id}")).Refused(ErrorKind.NotFound);

        Assert.Equal(1, await talk.Host.CommentsCount(post));
    }

    [Fact]
    public async Task another_user_may_not_delete()
    {
        var post = await talk.Host.WallPost("alice");
        var id = await talk.Bob.Comment(post);
        (await talk.Carol.Delete($"/api/v4/comments/{id}")).Refused(ErrorKind.PermissionDenied);
        Assert.Equal(1, await talk.Host.CommentsCount(post));
    }

    [Fact]
    public async Task moderators_delete_in_their_community_and_administrators_everywhere()
    {
        var community = await talk.Host.Community("alice", isPublic: true, "carol");
        var post = await talk.Host.CommunityPost("carol", community);
        var first = await talk.Bob.Comment(post);
        var second = await talk.Bob.Comment(post);

        (await talk.Carol.Delete($"/api/v4/comments/{first}")).Refused(ErrorKind.PermissionDenied);
        (await talk.Alice.Delete($"/api/v4/comments/{first}")).Ok();
        (await talk.Admin.Delete($"/api/v4/comments/{second}")).Ok();
        Assert.Equal(0, await talk.Host.CommentsCount(post));
    }

    [Fact]
    public async Task the_rights_of_a_moderator_end_with_the_community()
    {
        await talk.Host.Community("alice", isPublic: true);
        var elsewhere = await talk.Host.Community("carol", isPublic: true);
        var id = await talk.Bob.Comment(await talk.Host.CommunityPost("carol", elsewhere));
        (await talk.Alice.Delete($"/api/v4/comments/{id}")).Refused(ErrorKind.PermissionDenied);
    }

    [Fact]
    public async Task the_banned_change_nothing_any_more()
    {
        var community = await talk.Host.Community("alice", isPublic: true);
        var id = await talk.Bob.Comment(await talk.Host.CommunityPost("alice", community));
        await talk.Host.Ban(community, "bob");
        (await talk.Bob.Delete($"/api/v4/comments/{id}")).Refused(ErrorKind.Banned);
    }

    [Fact]
    public async Task what_is_hidden_or_unknown_is_not_found()
    {
        var community = await talk.Host.Community("alice", isPublic: false, "bob");
        var hidden = await talk.Bob.Comment(await talk.Host.CommunityPost("alice", community));
        (await talk.Carol.Delete($"/api/v4/comments/{hidden}")).Refused(ErrorKind.NotFound);
        (await talk.Carol.Delete("/api/v3/comments/a%2Fb%20c")).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task without_a_session_nobody_deletes()
    {
        var id = await talk.Bob.Comment(await talk.Host.WallPost("alice"));
        (await talk.Host.Nobody().Delete($"/api/v4/comments/{id}")).Refused(ErrorKind.Unauthenticated);
    }
}
