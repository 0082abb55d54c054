using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Amity.Tests.Moderation;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Realtime;

/// <summary>Who loses sight of something hears no more of it, while connected and after.</summary>
public sealed class SightTests
{
    [Fact]
    public async Task who_leaves_a_private_community_hears_no_more_of_it()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var community = await alice.Founds(isPublic: false, members: ["bob"]);

        await LosesSight(amity, alice, bob, community, () => bob.Delete($"/api/v3/communities/{community}/leave"));
    }

    [Fact]
    public async Task who_is_removed_from_a_private_community_hears_no_more_of_it()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var community = await alice.Founds(isPublic: false, members: ["bob"]);

        await LosesSight(amity, alice, bob, community, () => alice.Delete($"/api/v3/communities/{community}/users", new { userIds = (string[])["bob"] }));
    }

    [Fact]
    public async Task who_is_banned_from_a_public_community_hears_no_more_of_it()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var community = await alice.Founds();

        await LosesSight(amity, alice, bob, community, () => alice.Put($"/api/v3/communities/{community}/users/ban", new { userIds = (string[])["bob"] }));
    }

    [Fact]
    public async Task strangers_hear_no_more_of_a_community_that_becomes_private()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var community = await alice.Founds();

        await LosesSight(amity, alice, bob, community, () => alice.Put($"/api/v3/communities/{community}", new { isPublic = false }));
    }

    [Fact]
    public async Task nobody_but_the_author_hears_of_a_wall_when_walls_become_private()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, admin) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Administrator());
        var wall = $"{amity.Network.Id}/social/user/{alice.InternalId()}/post/+";
        await using var own = await Listener.Of(amity, alice);
        await using var stranger = await Listener.Of(amity, bob);
        Assert.True(await own.Hears(wall));
        Assert.True(await stranger.Hears(wall));
        await alice.Writes("for all");
        Assert.Equal("post.created", (await own.Next()).Text("eventType"));
        Assert.Equal("post.created", (await stranger.Next()).Text("eventType"));

        (await admin.Put("/api/v3/network-settings/social", new { userPrivacySetting = "private" })).Ok();
        await alice.Writes("for followers");

        Assert.Equal("post.created", (await own.Next()).Text("eventType"));
        await stranger.HasHeardNothing();
    }

    [Fact]
    public async Task who_unfollows_hears_no_more_of_a_private_wall()
    {
        await using var amity = await AmityHost.Start();
        await amity.Sets(new { userPrivacySetting = "private" });
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        await bob.Follows("alice");
        var wall = $"{amity.Network.Id}/social/user/{alice.InternalId()}/post/+";
        await using var own = await Listener.Of(amity, alice);
        await using var follower = await Listener.Of(amity, bob);
        Assert.True(await own.Hears(wall));
        Assert.True(await follower.Hears(wall));

        (await bob.Delete("/api/v4/me/following/alice")).Ok();
        await alice.Writes("hello");

        Assert.Equal("post.created", (await own.Next()).Text("eventType"));
        await follower.HasHeardNothing();
    }

    [Fact]
    public async Task those_whom_a_block_parts_hear_no_more_of_each_other()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        await using var own = await Listener.Of(amity, alice);
        await using var other = await Listener.Of(amity, bob);
        Assert.True(await own.Hears(alice.Topic()));
        Assert.True(await other.Hears(alice.Topic()));

        (await alice.Post("/api/v4/me/user-blocks/bob")).Ok();
        (await alice.Put("/api/v3/users", new { userId = "alice", description = "new" })).Ok();

        Assert.Equal("user.updated", (await own.Next()).Text("eventType"));
        await other.HasHeardNothing();
    }

    [Fact]
    public async Task who_has_rights_looked_at_without_end_delays_nobody_else()
    {
        await using var amity = await AmityHost.Start();
        await amity.Sets(new { userPrivacySetting = "private" });
        var (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
        var community = await alice.Founds(members: ["carol"]);
        var posts = await alice.WritesMany(200, community);
        await using var busy = await Listener.Of(amity, bob);
        foreach (var post in posts)
        {
            Assert.True(await busy.Hears($"{amity.Network.Id}/social/community/{community}/post/{post}"));
        }

        await using var other = await Listener.Of(amity, carol);
        Assert.True(await other.Hears($"{amity.Network.Id}/social/community/{community}/post/+"));
        Assert.True(await busy.Hears($"{amity.Network.Id}/social/community/{community}/post/+"));
        for (var times = 0; times < 40; times++)
        {
            await bob.Follows("alice");
            (await bob.Delete("/api/v4/me/following/alice")).Ok();
        }

        // Forty times two hundred questions are eight seconds; merged they are one or two looks, and nobody else waits for them.
        await alice.Writes("hello", community);
        Assert.Equal("post.created", (await other.Next()).Text("eventType"));
        Assert.Equal("post.created", (await busy.Next()).Text("eventType"));
        await busy.HasHeardNothing();
    }

    [Fact]
    public async Task a_reviewer_of_all_communities_hears_what_waits_and_only_where_somebody_vouches_for_it()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, admin) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Administrator());
        await amity.Login("rita");
        (await admin.Put("/api/v3/users", new { userId = "rita", roles = new[] { "super-moderator" } })).Ok();
        var community = await alice.Founds(members: ["bob"], needApproval: true);
        var posts = $"{amity.Network.Id}/social/community/{community}/post/+";
        await using var vouched = await Listener.Of(amity, await amity.LoginVerified("rita"), "vouched");
        await using var unknown = await Listener.Of(amity, await amity.Login("rita", deviceId: "another"), "unknown");
        Assert.True(await vouched.Hears(posts));
        Assert.True(await unknown.Hears(posts));

        await bob.Writes("may I?", community);

        Assert.Equal("post.created", (await vouched.Next()).Text("eventType"));
        await unknown.HasHeardNothing();
    }

    [Fact]
    public async Task comments_across_a_block_are_told_to_neither_of_the_two_but_to_who_judges_them()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, cid, dan) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("cid"), await amity.Login("dan"));
        var community = await alice.Founds(members: ["bob", "cid", "dan"]);
        var post = await alice.Writes("hello", community);
        var comments = $"{amity.Network.Id}/social/community/{community}/post/{post}/comment/+";
        await using var moderator = await Listener.Of(amity, alice);
        await using var apart = await Listener.Of(amity, cid);
        await using var other = await Listener.Of(amity, dan);
        foreach (var listener in (Listener[])[moderator, apart, other])
        {
            Assert.True(await listener.Hears(comments));
        }

        (await bob.Post("/api/v4/me/user-blocks/cid")).Ok();
        (await alice.Post("/api/v4/me/user-blocks/bob")).Ok();
        var comment = await bob.Comment(post);
        await dan.React("comment", comment);
        (await bob.Put($"/api/v3/comments/{comment}", new { data = new { text = "edited" } })).Ok();
        (await dan.Flags("comment", comment)).Ok();
        await Told("created", "addReaction", "updated", "flagged");
        (await bob.Delete($"/api/v4/comments/{comment}?permanent=true")).Ok();
        await Told("deleted");
        await apart.HasHeardNothing();

        (await bob.Delete("/api/v4/me/user-blocks/cid")).Ok();
        await bob.Comment(post);
        Assert.Equal("comment.created", (await apart.Next()).Text("eventType"));

        async Task Told(params string[] events)
        {
            foreach (var hears in (Listener[])[moderator, other])
            {
                foreach (var told in events)
                {
                    Assert.Equal($"comment.{told}", (await hears.Next()).Text("eventType"));
                }
            }
        }
    }

    [Fact]
    public async Task a_moderator_hears_no_more_of_what_waits_for_a_review_when_the_role_gives_it_no_more()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
        var community = await alice.Founds(members: ["bob", "carol"], needApproval: true);
        (await alice.Post($"/api/v4/communities/{community}/users/roles", new { roles = (string[])["community-moderator"], userIds = (string[])["carol"] })).Ok();
        var post = (await bob.Post("/api/v4/posts", Posting.Text("please", community))).Ok().First("posts").Text("path");
        await using var moderator = await Listener.Of(amity, carol);
        Assert.True(await moderator.Hears(post));

        (await alice.Delete($"/api/v4/communities/{community}/users/roles", new { roles = (string[])["community-moderator"], userIds = (string[])["carol"] })).Ok();

        await amity.Eventually("select count(*) from realtime_subscriptions", 0);
        Assert.False(await moderator.Hears(post));
    }

    [Fact]
    public async Task nobody_hears_of_communities_while_the_network_has_no_social_part()
    {
        await using var amity = await AmityHost.Start();
        var (alice, admin) = (await amity.Login("alice"), await amity.Administrator());
        var community = await alice.Founds();
        var posts = $"{amity.Network.Id}/social/community/{community}/post/+";
        await using var listening = await Listener.Of(amity, alice);
        Assert.True(await listening.Hears(posts));

        (await admin.Put("/api/v3/network-settings", new { socialEnabled = false })).Ok();

        await amity.Eventually("select count(*) from realtime_subscriptions", 0);
        Assert.False(await listening.Hears(posts));
    }

    [Fact]
    public async Task who_is_not_connected_when_sight_is_lost_does_not_get_it_back_with_the_session()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var community = await alice.Founds(isPublic: false, members: ["bob"]);
        var posts = $"{amity.Network.Id}/social/community/{community}/post/+";
        await using var own = await Listener.Of(amity, alice);
        Assert.True(await own.Hears(posts));
        await using (var away = await Listener.Of(amity, bob))
        {
            Assert.True(await away.Hears(posts));
            Assert.True(await away.Hears(bob.Topic()));
        }

        (await alice.Delete($"/api/v3/communities/{community}/users", new { userIds = (string[])["bob"] })).Ok();
        await alice.Writes("secret", community);
        Assert.Equal("post.created", (await own.Next()).Text("eventType"));

        await using var back = await Listener.Of(amity, bob);
        Assert.True(back.Greeting.SessionPresent);
        Assert.Equal("community.userRemoved", (await back.Next()).Text("eventType"));
        (await bob.Put("/api/v3/users", new { userId = "bob", description = "back" })).Ok();
        Assert.Equal("user.updated", (await back.Next()).Text("eventType"));
        await back.HasHeardNothing();
    }

    /// <summary>Both hear of a new post; after what happens the loser does not.</summary>
    private static async Task LosesSight(AmityHost amity, Person author, Person loser, string community, Func<Task<Answer>> what)
    {
        var posts = $"{amity.Network.Id}/social/community/{community}/post/+";
        await using var keeps = await Listener.Of(amity, author);
        await using var loses = await Listener.Of(amity, loser);
        Assert.True(await keeps.Hears(posts));
        Assert.True(await loses.Hears(posts));
        await author.Writes("before", community);
        Assert.Equal("post.created", (await keeps.Next()).Text("eventType"));
        Assert.Equal("post.created", (await loses.Next()).Text("eventType"));

        (await what()).Ok();
        await author.Writes("after", community);

        Assert.Equal("post.created", (await keeps.Next()).Text("eventType"));
        await loses.HasHeardNothing();
        Assert.False(await loses.Hears(posts));
    }
}
