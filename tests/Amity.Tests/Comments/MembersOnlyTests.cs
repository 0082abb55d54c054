using Amity.Core.Errors;
using Amity.Tests.Kit;
using Amity.Tests.Polls;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Comments;

/// <summary>The setting that leaves a public community to its members: Bob is one, Carol only reads.</summary>
public sealed class MembersOnlyTests
{
    [Fact]
    public async Task who_is_no_member_takes_part_only_where_the_network_allows_it()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, carol, admin) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"), await amity.Administrator());
        var hikers = await alice.Founds(members: ["bob"]);
        var poll = await alice.Asks();
        var post = (await alice.Post("/api/v4/posts", new { targetType = "community", targetId = hikers, data = new { pollId = poll.Id } })).Ok().First("posts").Text("postId");
        var onWall = await alice.Writes("wall");
        var before = await carol.Comment(post);
        await carol.React("post", post);

        await amity.Sets(new { disallowNonMemberInteractInCommunity = true });

        (await carol.Post("/api/v3/comments", new { referenceId = post, data = new { text = "Hi" } })).Refused(ErrorKind.PermissionDenied);
        (await carol.Post("/api/v3/comments", new { referenceId = post, parentId = before, data = new { text = "Hi" } })).Refused(ErrorKind.PermissionDenied);
        (await carol.Post("/api/v2/reactions", new { referenceType = "post", referenceId = post, reactionName = "love" })).Refused(ErrorKind.PermissionDenied);
        (await carol.Post("/api/v2/reactions", new { referenceType = "comment", referenceId = before, reactionName = "love" })).Refused(ErrorKind.PermissionDenied);
        (await carol.Votes(poll, 0)).Refused(ErrorKind.PermissionDenied);

        // It goes on reading, and takes back what is its own.
        Assert.Equal([before], (await carol.Get($"/api/v3/comments?referenceId={post}")).Ok().All("comments", "commentId"));
        (await carol.Delete("/api/v2/reactions", new { referenceType = "post", referenceId = post, reactionName = "like" })).Ok();
        (await carol.Delete($"/api/v3/comments/{before}")).Ok();

        await carol.Comment(onWall);
        await bob.Comment(post);
        (await bob.Votes(poll, 0)).Ok();
        (await admin.Post("/api/v3/comments", new { referenceId = post, data = new { text = "Hi" } })).Ok();
    }
}
