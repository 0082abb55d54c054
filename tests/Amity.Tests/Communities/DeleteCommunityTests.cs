using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Amity.Tests.Polls;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Communities;

public sealed class DeleteCommunityTests
{
    [Fact]
    public async Task it_is_marked_as_deleted_at_a_newer_time_and_a_repeat_changes_nothing()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        var id = await alice.Creates(new { displayName = "A" });
        var before = await alice.Sees(id);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True((await alice.Delete($"/api/v3/communities/{id}")).Ok().Flag("success"));
        var after = await alice.Sees(id);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await alice.Delete($"/api/v3/communities/{id}")).Ok().Flag("success"));

        Assert.True(after.Flag("isDeleted"));
        Assert.True(string.CompareOrdinal(after.Text("updatedAt"), before.Text("updatedAt")) > 0);
        Assert.Equal(after.ToJsonString(), (await alice.Sees(id)).ToJsonString());
    }

    [Fact]
    public async Task its_moderators_and_administrators_may_and_nobody_else()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        var admin = await amity.Administrator();
        var open = await alice.Creates(new { displayName = "Open", userIds = new[] { "bob" } });
        var secret = await alice.Creates(new { displayName = "Secret", isPublic = false });

        (await bob.Delete($"/api/v3/communities/{open}")).Refused(ErrorKind.PermissionDenied);
        (await carol.Delete($"/api/v3/communities/{open}")).Refused(ErrorKind.PermissionDenied);
        (await carol.Delete($"/api/v3/communities/{secret}")).Refused(ErrorKind.NotFound);
        (await carol.Delete("/api/v3/communities/nothing")).Refused(ErrorKind.NotFound);
        (await amity.Nobody().Delete($"/api/v3/communities/{open}")).Refused(ErrorKind.Unauthenticated);

        Assert.False((await alice.Sees(open)).Flag("isDeleted"));
        (await admin.Delete($"/api/v3/communities/{open}")).Ok();
        Assert.True((await bob.Sees(open)).Flag("isDeleted"));
    }

    [Fact]
    public async Task nobody_joins_leaves_or_changes_it_any_more()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });
        (await alice.Delete($"/api/v3/communities/{id}")).Ok();

        (await carol.Post($"/api/v3/communities/{id}/join")).Refused(ErrorKind.NotFound);
        (await bob.Delete($"/api/v3/communities/{id}/leave")).Refused(ErrorKind.NotFound);
        (await alice.Put($"/api/v3/communities/{id}", new { displayName = "B" })).Refused(ErrorKind.NotFound);
        (await alice.Post($"/api/v3/communities/{id}/users", new { userIds = new[] { "carol" } })).Refused(ErrorKind.NotFound);
        (await alice.Delete($"/api/v3/communities/{id}/users", new { userIds = new[] { "bob" } })).Refused(ErrorKind.NotFound);
        (await alice.Get($"/api/v3/communities/{id}/users")).Refused(ErrorKind.NotFound);

        Assert.Equal(("A", 2), ((await alice.Sees(id)).Text("displayName"), (await alice.Sees(id)).Number("membersCount")));
    }

    [Fact]
    public async Task what_stood_in_it_is_gone_from_every_list_and_cannot_be_reached_by_its_id()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, admin) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Administrator());
        var id = await alice.Founds(members: ["bob"]);
        var post = await bob.Writes("Hello", id);
        var comment = await alice.Comment(post);
        var poll = await alice.AsksIn(id);
        (await bob.Votes(poll, 0)).Ok();
        string[] things =
        [
            $"/api/v3/posts/{post}", $"/api/v4/posts?targetType=community&targetId={id}", $"/api/v3/community-feeds/{id}", $"/api/v3/comments?referenceId={post}",
            $"/api/v3/comments/{comment}", $"/api/v3/reactions?referenceType=post&referenceId={post}", $"/api/v3/posts/{post}/isflagbyme", $"/api/v3/communities/{id}/users",
            $"/api/v3/communities/{id}/permissions/me",
        ];
        string[] feeds =
        [
            "/api/v3/global-feeds", "/api/v4/me/global-feeds", "/api/v5/me/global-feeds", "/api/v1/me/following-feeds", "/api/v3/posts?targetType=community",
            "/api/v4/user-feeds/bob?feedSources[]=community", $"/api/v3/posts/list?postIds[]={post}",
        ];
        foreach (var path in things)
        {
            (await bob.Get(path)).Ok();
        }

        foreach (var feed in feeds)
        {
            Assert.NotEmpty((await bob.Get(feed)).Ok()["posts"]!.AsArray());
        }

        await alice.Closes(id);

        foreach (var person in (Person[])[alice, bob])
        {
            foreach (var path in things)
            {
                (await person.Get(path)).Refused(ErrorKind.NotFound);
            }

            foreach (var feed in feeds)
            {
                Assert.Empty((await person.Get(feed)).Ok()["posts"]!.AsArray());
            }

            foreach (var list in (string[])["recommended", "top-trending"])
            {
                Assert.Empty((await person.Get($"/api/v3/communities/{list}")).Ok()["communities"]!.AsArray());
            }

            (await person.Post("/api/v4/posts", Posting.Text("More", id))).Refused(ErrorKind.NotFound);
            (await person.Post("/api/v3/comments", new { referenceId = post, data = new { text = "More" } })).Refused(ErrorKind.NotFound);
            (await person.Post("/api/v2/reactions", new { referenceType = "post", referenceId = post, reactionName = "like" })).Refused(ErrorKind.NotFound);
            (await person.Post("/api/v2/reactions", new { referenceType = "comment", referenceId = comment, reactionName = "like" })).Refused(ErrorKind.NotFound);
            (await person.Votes(poll, 1)).Refused(ErrorKind.NotFound);
            (await person.Post($"/api/v3/posts/{post}/flag")).Refused(ErrorKind.NotFound);
            (await person.Delete($"/api/v4/posts/{post}")).Refused(ErrorKind.NotFound);
            (await person.Put($"/api/v3/communities/{id}/users/ban", new { userIds = new[] { "bob" } })).Refused(ErrorKind.NotFound);
            (await person.Delete($"/api/v4/communities/{id}/users/roles?userIds[]=bob&roles[]=moderator")).Refused(ErrorKind.NotFound);
        }

        Assert.Equal("Hello", (await admin.Reads(post))["data"]!.Text("text"));
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }
}
