using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Amity.Tests.Moderation;
using Amity.Tests.Pins;
using Amity.Tests.Polls;
using Amity.Tests.Posts;
using Amity.Tests.Realtime;
using Amity.Tests.Roles;
using Xunit;

namespace Amity.Tests.Communities;

/// <summary>Who deletes posts in all communities sees the private ones too, and moderates there; taking part needs a membership.</summary>
public sealed class SuperModeratorTests : IAsyncLifetime
{
    private AmityHost amity = null!;
    private Person admin = null!, alice = null!, bob = null!, mona = null!, unverified = null!, elsewhere = null!;
    private string id = "", post = "";

    /// <summary>A private community of Alice's with Bob in it, and Mona, who is a super moderator and not.</summary>
    public async Task InitializeAsync()
    {
        amity = await AmityHost.Start();
        (admin, alice, bob) = (await amity.Administrator(), await amity.Login("alice"), await amity.Login("bob"));
        unverified = await amity.Login("mona", deviceId: "other");
        (await admin.GivesUser("mona", "super-moderator")).Ok();
        (mona, elsewhere) = (await amity.LoginVerified("mona"), await amity.LoginVerified("erin"));
        await elsewhere.Founds();
        id = await alice.Founds(isPublic: false, members: ["bob"]);
        post = await bob.Writes("hello", id);
    }

    public Task DisposeAsync() => amity.DisposeAsync().AsTask();

    [Fact]
    public async Task a_super_moderator_reads_a_private_community_and_what_stands_in_it()
    {
        var comment = await bob.Comment(post);

        Assert.False((await mona.Sees(id)).Flag("isJoined"));
        Assert.Equal(["alice", "bob"], (await mona.Members(id)).Order());
        Assert.Equal([post], (await mona.Get($"/api/v4/posts?targetType=community&targetId={id}")).Ok().All("posts", "postId"));
        Assert.Equal(post, (await mona.Reads(post)).Text("postId"));
        Assert.Equal(comment, (await mona.ReadComment(comment)).Text("commentId"));
        Assert.Empty(await mona.Pinned(id));
        Assert.Contains(id, (await mona.Get($"/api/v3/communities/{id}")).Ok().All("feeds", "targetId"));
        var found = (await mona.Get("/api/v3/communities?keyword=hikers")).Ok();
        Assert.Contains(id, found.All("communities", "communityId"));
        Assert.All(found["communities"]!.AsArray(), community => Assert.False(community!.Flag("isJoined")));
        Assert.Contains(id, (await mona.Get("/api/v3/communities?filter=notMember")).Ok().All("communities", "communityId"));
        (await mona.Get($"/api/v3/communities/{id}/permissions/me")).Ok();
    }

    [Fact]
    public async Task a_super_moderator_moderates_in_a_private_community()
    {
        await amity.Registers("carol", "dave");
        (await alice.Adds(id, "carol", "dave")).Membership("carol");
        (await alice.Flags("post", post)).Ok();

        (await mona.ClearsFlags("post", post)).Ok();
        (await mona.Put($"/api/v3/communities/{id}/users/ban", new { userIds = new[] { "carol" } })).Ok();
        (await mona.Delete($"/api/v3/communities/{id}/users", new { userIds = new[] { "dave" } })).Ok();
        (await mona.Pins(id, post)).Ok();
        (await mona.Put($"/api/v3/communities/{id}", new { description = "Quiet please" })).Ok();
        (await mona.Delete($"/api/v4/posts/{post}")).Ok();

        Assert.Equal(["carol"], await alice.Members(id, "memberships[]=banned"));
        Assert.Equal(["alice", "bob"], (await alice.Members(id, "memberships[]=member")).Order());
        Assert.True((await alice.Reads(post)).Flag("isDeleted"));
        Assert.Contains("deletePost", (await admin.Get("/api/admin/v1/audit-log?actor=mona")).Ok().All("entries", "action"));
    }

    [Fact]
    public async Task who_was_vouched_for_by_nobody_and_who_moderates_elsewhere_see_nothing()
    {
        foreach (var stranger in (Person[])[unverified, elsewhere])
        {
            (await stranger.Get($"/api/v3/communities/{id}")).Refused(ErrorKind.NotFound);
            (await stranger.Get($"/api/v3/communities/{id}/users")).Refused(ErrorKind.NotFound);
            (await stranger.Get($"/api/v4/posts?targetType=community&targetId={id}")).Refused(ErrorKind.NotFound);
            (await stranger.Get($"/api/v3/posts/{post}")).Refused(ErrorKind.NotFound);
            (await stranger.Get(Pinning.Of(id))).Refused(ErrorKind.Forbidden);
            (await stranger.ClearsFlags("post", post)).Refused(ErrorKind.NotFound);
            (await stranger.Delete($"/api/v4/posts/{post}")).Refused(ErrorKind.NotFound);
            (await stranger.Put($"/api/v3/communities/{id}/users/ban", new { userIds = new[] { "bob" } })).Refused(ErrorKind.NotFound);
            Assert.DoesNotContain(id, (await stranger.Get("/api/v3/communities")).Ok().All("communities", "communityId"));
        }
    }

    [Fact]
    public async Task lists_of_ones_own_and_those_for_everybody_show_no_private_communities()
    {
        await mona.Founds();
        foreach (var list in (string[])["/api/v3/communities?filter=member", "/api/v3/communities/top-trending", "/api/v3/communities/recommended"])
        {
            Assert.DoesNotContain(id, (await mona.Get(list)).Ok().All("communities", "communityId"));
        }

        Assert.DoesNotContain(post, (await mona.Get("/api/v5/me/global-feeds")).Ok().All("posts", "postId"));
    }

    [Fact]
    public async Task taking_part_needs_a_membership()
    {
        var poll = await bob.AsksIn(id);

        (await mona.Post("/api/v4/posts", Posting.Text("hello", id))).Refused(ErrorKind.PermissionDenied);
        (await mona.Post("/api/v3/comments", new { referenceType = "post", referenceId = post, data = new { text = "hello" } })).Refused(ErrorKind.PermissionDenied);
        (await mona.Post("/api/v2/reactions", new { referenceType = "post", referenceId = post, reactionName = "like" })).Refused(ErrorKind.PermissionDenied);
        (await mona.Votes(poll, 0)).Refused(ErrorKind.PermissionDenied);

        (await mona.Adds(id, "mona")).Membership("mona");
        await mona.Writes("hello", id);
        await mona.Comment(post);
        (await mona.Votes(poll, 0)).Ok();
    }

    [Fact]
    public async Task to_see_a_private_community_opens_it_to_nobody_who_may_not_add_members()
    {
        (await admin.MakesRole("judge", "DELETE_COMMUNITY_POST")).Ok();
        (await admin.GivesUser("erin", "judge")).Ok();

        await elsewhere.Sees(id);
        (await elsewhere.Post($"/api/v3/communities/{id}/join")).Refused(ErrorKind.PermissionDenied);
        (await elsewhere.Put($"/api/v3/communities/{id}", new { description = "mine" })).Refused(ErrorKind.PermissionDenied);
        Assert.Equal("member", (await CommunityCalls.Joins(mona, id)).Membership("mona"));
        Assert.Equal("member", (await CommunityCalls.Joins(mona, id)).Membership("mona"));
    }

    [Fact]
    public async Task a_change_of_the_role_counts_with_the_next_call()
    {
        await mona.Sees(id);
        (await admin.GivesUser("mona")).Ok();
        (await mona.Get($"/api/v3/communities/{id}")).Refused(ErrorKind.NotFound);
        (await mona.Get($"/api/v3/posts/{post}")).Refused(ErrorKind.NotFound);

        (await admin.MakesRole("judge", "DELETE_COMMUNITY_POST")).Ok();
        (await admin.GivesUser("mona", "judge")).Ok();
        await mona.Sees(id);
        (await admin.ChangesRole("judge", "DELETE_COMMUNITY_COMMENT")).Ok();
        (await mona.Get($"/api/v3/communities/{id}")).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task a_ban_from_the_community_counts_and_a_deleted_one_is_seen_by_administrators_alone()
    {
        (await admin.Put($"/api/v3/communities/{id}/users/ban", new { userIds = new[] { "mona" } })).Ok();
        (await mona.Delete($"/api/v4/posts/{post}")).Refused(ErrorKind.Banned);
        (await mona.ClearsFlags("post", post)).Refused(ErrorKind.Banned);
        (await mona.Pins(id, post)).Refused(ErrorKind.Banned);
        (await mona.Post($"/api/v3/communities/{id}/join")).Refused(ErrorKind.Banned);
        (await admin.Put($"/api/v3/communities/{id}/users/unban", new { userIds = new[] { "mona" } })).Ok();

        await alice.Closes(id);
        (await mona.Get($"/api/v3/communities/{id}")).Refused(ErrorKind.NotFound);
        (await mona.Get($"/api/v3/posts/{post}")).Refused(ErrorKind.NotFound);
        Assert.DoesNotContain(id, (await mona.Get("/api/v3/communities?isDeleted=true")).Ok().All("communities", "communityId"));
        Assert.True((await admin.Sees(id)).Flag("isDeleted"));
        Assert.True((await alice.Sees(id)).Flag("isDeleted"));
    }

    [Fact]
    public async Task realtime_tells_a_super_moderator_of_it_until_the_role_is_gone()
    {
        var topic = $"{amity.Network.Id}/social/community/{id}/post/+";
        await using var member = await Listener.Of(amity, bob);
        await using var moderator = await Listener.Of(amity, mona);
        await using var stranger = await Listener.Of(amity, elsewhere);
        Assert.True(await member.Hears(topic));
        Assert.True(await moderator.Hears(topic));
        Assert.False(await stranger.Hears(topic));

        await alice.Writes("hello", id);
        Assert.Equal("post.created", (await member.Next()).Text("eventType"));
        Assert.Equal("post.created", (await moderator.Next()).Text("eventType"));

        (await admin.GivesUser("mona")).Ok();
        await alice.Writes("hello again", id);
        Assert.Equal("post.created", (await member.Next()).Text("eventType"));
        await moderator.HasHeardNothing();
    }
}
