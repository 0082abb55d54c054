using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Feeds;

/// <summary>A network where only followers read a wall: Bob follows Alice, Carol does not.</summary>
public sealed class PrivateWallTests : IAsyncLifetime
{
    private static readonly string[] Walls =
    [
        "/api/v3/posts?targetType=user&targetId=alice", "/api/v4/posts?targetType=user&targetId=alice", "/api/v5/posts?targetType=user&targetId=alice",
        "/api/v3/user-feeds/alice", "/api/v4/user-feeds/alice", "/api/v4/user-feeds/alice?feedSources[]=community", "/api/v3/user-feeds/alice/count",
    ];

    private AmityHost amity = null!;
    private Person alice = null!, bob = null!, carol = null!, admin = null!;
    private string post = "", comment = "";

    public async Task InitializeAsync()
    {
        amity = await AmityHost.Start();
        alice = await amity.Login("alice");
        bob = await amity.Login("bob");
        carol = await amity.Login("carol");
        admin = await amity.Administrator();
        await bob.Follows("alice");
        post = await alice.Writes("mine");
        comment = await bob.Comment(post);
        await amity.Sets(new { userPrivacySetting = "private" });
    }

    public Task DisposeAsync() => amity.DisposeAsync().AsTask();

    [Fact]
    public async Task owner_followers_and_administrators_read_a_wall()
    {
        foreach (var person in (Person[])[alice, bob, admin])
        {
            foreach (var wall in Walls)
            {
                (await person.Get(wall)).Ok();
            }

            Assert.Equal([post], (await person.Get(Walls[0])).Ok().All("posts", "postId"));
            Assert.Equal("mine", (await person.Reads(post))["data"]!.Text("text"));
            Assert.Equal([comment], (await person.Get($"/api/v3/comments?referenceId={post}")).Ok().All("comments", "commentId"));
        }

        await bob.React("post", post);
    }

    [Fact]
    public async Task for_others_its_posts_do_not_exist()
    {
        foreach (var wall in Walls)
        {
            (await carol.Get(wall)).Refused(ErrorKind.PermissionDenied);
        }

        (await carol.Get($"/api/v3/posts/{post}")).Refused(ErrorKind.NotFound);
        (await carol.Get($"/api/v3/comments/{comment}")).Refused(ErrorKind.NotFound);
        (await carol.Get($"/api/v3/comments?referenceId={post}")).Refused(ErrorKind.NotFound);
        (await carol.Get($"/api/v3/reactions?referenceType=post&referenceId={post}")).Refused(ErrorKind.NotFound);
        (await carol.Post("/api/v3/comments", new { referenceId = post, data = new { text = "Hi" } })).Refused(ErrorKind.NotFound);
        (await carol.Post("/api/v2/reactions", new { referenceType = "post", referenceId = post, reactionName = "like" })).Refused(ErrorKind.NotFound);
        (await carol.Post("/api/v2/reactions", new { referenceType = "comment", referenceId = comment, reactionName = "like" })).Refused(ErrorKind.NotFound);
        Assert.Empty((await carol.Get($"/api/v3/posts/list?postIds[]={post}")).Ok()["posts"]!.AsArray());
        Assert.Empty((await carol.Get("/api/v3/posts?targetType=user")).Ok()["posts"]!.AsArray());
        Assert.Empty((await carol.Get($"/api/v3/comments/list?commentIds[]={comment}")).Ok()["comments"]!.AsArray());
    }

    [Fact]
    public async Task a_request_to_follow_opens_nothing_before_it_is_accepted()
    {
        await amity.Sets(new { userPrivacySetting = "private", isFollowWithRequestEnabled = true });
        await amity.Network.Database.Write(async tx => await Amity.Core.Data.Sql.Run(
            tx, "insert into follows values ('f', 'carol', 'alice', 'pending', 0, 0)"));

        (await carol.Get($"/api/v3/posts/{post}")).Refused(ErrorKind.NotFound);
        (await carol.Get(Walls[0])).Refused(ErrorKind.PermissionDenied);
    }

    [Fact]
    public async Task what_a_user_posts_in_a_community_stays_readable_there()
    {
        var hikers = await alice.Founds();
        var hike = await alice.Writes("hike", hikers);

        Assert.Equal("hike", (await carol.Reads(hike))["data"]!.Text("text"));
        Assert.Equal([hike], (await carol.Get($"/api/v3/community-feeds/{hikers}")).Ok().All("posts", "postId"));
    }
}
