using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Realtime;

/// <summary>A walk over every kind of topic: with a user who may, and with one who may not.</summary>
public sealed class TopicTests
{
    [Fact]
    public async Task a_users_own_topics_are_granted_and_those_of_others_are_not()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var (net, a, b) = (amity.Network.Id, alice.InternalId(), bob.InternalId());
        await using var ann = await Listener.Of(amity, alice);

        foreach (var own in (string[])
        [
            $"{net}", $"{net}/videostreaming", $"{net}/user/{a}", $"{net}/user/{b}",
            $"{net}/smartfeed/{a}/channels", $"{net}/smartfeed/{a}/messagefeeds", $"{net}/smartfeed/{a}/messages",
            $"{net}/marker/user/{a}", $"{net}/membership/{a}/+/+", $"{net}/membership/+/{a}/+",
        ])
        {
            Assert.True(await ann.Hears(own), own);
        }

        foreach (var foreign in (string[])
        [
            $"{net}/user/{new string('0', 24)}",
            $"{net}/smartfeed/{b}/channels", $"{net}/smartfeed/{b}/messagefeeds", $"{net}/smartfeed/{b}/messages", $"{net}/smartfeed/{a}/secrets",
            $"{net}/marker/user/{b}", $"{net}/membership/{b}/+/+", $"{net}/membership/+/{b}/+", $"{net}/membership/+/+/+", $"{net}/membership/{a}/#",
        ])
        {
            Assert.False(await ann.Hears(foreign), foreign);
        }
    }

    [Fact]
    public async Task what_stands_above_an_object_or_beside_the_network_is_refused_to_everybody()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var (net, own, community) = (amity.Network.Id, alice.InternalId(), await alice.Founds());
        await using var ann = await Listener.Of(amity, alice);

        foreach (var filter in (string[])
        [
            "#",
            "+",
            "+/user/+",
            $"{net}/#",
            $"{net}/+",
            $"{net}/user/+",
            $"{net}/user/#",
            $"{net}/social/#",
            $"{net}/social/+/+/post/+",
            $"{net}/social/community/+",
            $"{net}/social/community/{community}/#",
            $"{net}/social/community/{community}/+",
            $"{net}/social/community/{community}/post/+/#",
            $"{net}/social/community/+/post/#",
            $"{net}/social/community/{community}/story/#",
            $"{net}/social/community/{community}/story/x/#",
            $"{net}/smartfeed/{own}/+",
            $"{net}/smartfeed/+/messages",
            $"{net}/marker/user/+",
            $"{net}/marker/channel/c/message/f",
            $"{net}/chat/c/#",
            "other",
            $"other/user/{own}",
            $"/{net}/user/{own}",
            $"{net}/user/{own}/",
            $"{net}/user/",
            $"{net}//{own}",
            "$SYS/#",
            "$SYS/broker/clients",
        ])
        {
            Assert.False(await ann.Hears(filter), filter);
        }
    }

    [Fact]
    public async Task a_private_community_with_all_that_stands_in_it_is_for_its_members_and_administrators()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, carol, admin) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"), await amity.Administrator());
        var community = await alice.Founds(isPublic: false, members: ["carol"]);
        var filters = await FiltersIn(alice, community, amity.Network.Id);
        await using var member = await Listener.Of(amity, carol);
        await using var stranger = await Listener.Of(amity, bob);
        var ops = (await admin.Get("/api/v3/users/admin")).Ok().First("users").Text("_id");
        await using var administrator = await Listener.Knock(amity.Http.BaseAddress!, ops, admin.Token!);

        foreach (var filter in filters)
        {
            Assert.True(await member.Hears(filter), filter);
            Assert.True(await administrator.Hears(filter), filter);
            Assert.False(await stranger.Hears(filter), filter);
        }
    }

    [Fact]
    public async Task a_public_community_is_for_all_but_those_who_are_banned_from_it()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
        var community = await alice.Founds();
        await carol.Joins(community);
        (await alice.Put($"/api/v3/communities/{community}/users/ban", new { userIds = (string[])["carol"] })).Ok();
        var filters = await FiltersIn(alice, community, amity.Network.Id);
        await using var stranger = await Listener.Of(amity, bob);
        await using var banned = await Listener.Of(amity, carol);

        foreach (var filter in filters)
        {
            Assert.True(await stranger.Hears(filter), filter);
            Assert.False(await banned.Hears(filter), filter);
        }
    }

    [Fact]
    public async Task a_wall_is_for_those_who_may_read_it()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, carol, dave) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"), await amity.Login("dave"));
        var post = await alice.Reads(await alice.Writes("hello"));
        var comment = (await alice.ReadComment(await alice.Comment(post.Text("postId")))).Text("path");
        var wall = $"{amity.Network.Id}/social/user/{alice.InternalId()}/post";
        await dave.Follows("alice");
        (await bob.Post("/api/v4/me/user-blocks/alice")).Ok();
        string[] filters = [$"{wall}/+", $"{wall}/+/comment/+", $"{wall}/#", post.Text("path"), $"{post.Text("path")}/comment/+", comment];
        await using var blocker = await Listener.Of(amity, bob);
        await using var stranger = await Listener.Of(amity, carol);
        await using var follower = await Listener.Of(amity, dave);
        foreach (var filter in filters)
        {
            Assert.False(await blocker.Hears(filter), filter);
            Assert.True(await stranger.Hears(filter), filter);
        }

        Assert.False(await blocker.Hears(alice.Topic()));
        await amity.Sets(new { userPrivacySetting = "private" });

        await using var other = await Listener.Of(amity, carol, "other");
        foreach (var filter in filters)
        {
            Assert.True(await follower.Hears(filter), filter);
            Assert.False(await other.Hears(filter), filter);
        }
    }

    [Fact]
    public async Task a_post_and_a_comment_are_granted_only_where_they_stand()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var hidden = await alice.Founds(isPublic: false);
        var open = await alice.Founds();
        var secret = await alice.Writes("secret", hidden);
        var said = await alice.Comment(secret);
        var shown = await alice.Writes("shown", open);
        var net = amity.Network.Id;
        await using var stranger = await Listener.Of(amity, bob);

        Assert.True(await stranger.Hears($"{net}/social/community/{open}/post/{shown}"));
        Assert.False(await stranger.Hears($"{net}/social/community/{open}/post/{secret}"));
        Assert.False(await stranger.Hears($"{net}/social/community/{open}/post/{shown}/comment/{said}"));
        Assert.False(await stranger.Hears($"{net}/social/community/{hidden}/post/{shown}"));
        Assert.False(await stranger.Hears($"{net}/social/user/{alice.InternalId()}/post/{shown}"));
        Assert.False(await stranger.Hears($"{net}/social/content/{open}/post/{shown}"));
        Assert.False(await stranger.Hears($"{net}/social/community/{open}/post/unknown"));
    }

    [Fact]
    public async Task content_of_the_application_is_for_everybody_by_post_and_by_comment()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var post = (await alice.Post("/api/v4/posts", new { targetType = "content", targetId = "article 7", data = new { text = "read" } })).Ok().First("posts").Text("path");
        var comment = (await alice.Post("/api/v3/comments", new { referenceType = "content", referenceId = "article 7", data = new { text = "fine" } })).Ok().First("comments").Text("path");
        await using var reader = await Listener.Of(amity, bob);

        Assert.True(await reader.Hears(post));
        Assert.True(await reader.Hears(comment));
        Assert.False(await reader.Hears(comment.Replace("article 7", "article 8", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task a_post_that_waits_for_its_review_is_for_its_author_and_those_who_review()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
        var community = await alice.Founds(members: ["bob", "carol"], needApproval: true);
        var post = (await bob.Post("/api/v4/posts", Posting.Text("please", community))).Ok().First("posts").Text("path");
        await using var moderator = await Listener.Of(amity, alice);
        await using var author = await Listener.Of(amity, bob);
        await using var member = await Listener.Of(amity, carol);

        Assert.True(await moderator.Hears(post));
        Assert.True(await author.Hears(post));
        Assert.False(await member.Hears(post));
    }

    [Fact]
    public async Task of_more_than_five_hundred_filters_those_asked_for_longest_ago_make_room()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var community = await alice.Founds();
        var posts = await alice.WritesMany(250, community);
        await using var ann = await Listener.Of(amity, alice);
        foreach (var post in posts)
        {
            Assert.True(await ann.Hears($"{amity.Network.Id}/social/community/{community}/post/{post}"));
            Assert.True(await ann.Hears($"{amity.Network.Id}/social/community/{community}/post/{post}/comment/+"));
        }

        Assert.True(await ann.Hears(alice.Topic()));
        Assert.Equal(500, await amity.Number("select count(*) from realtime_subscriptions"));
        (await alice.Put($"/api/v4/posts/{posts[0]}", new { data = new { text = "edited" } })).Ok();
        (await alice.Put("/api/v3/users", new { userId = "alice", description = "new" })).Ok();
        Assert.Equal("user.updated", (await ann.Next()).Text("eventType"));
        await ann.HasHeardNothing();

        // What is asked for again is young again.
        Assert.True(await ann.Hears(Path(posts[1])));
        Assert.True(await ann.Hears(Path(posts[0])));
        (await alice.Put($"/api/v4/posts/{posts[1]}", new { data = new { text = "edited" } })).Ok();
        Assert.Equal(posts[1], (await ann.Next())["data"]!.First("posts").Text("postId"));
        Assert.Equal(500, await amity.Number("select count(*) from realtime_subscriptions"));

        string Path(string post) => $"{amity.Network.Id}/social/community/{community}/post/{post}";
    }

    [Fact]
    public async Task a_page_that_is_opened_again_and_again_hears_what_it_shows()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var community = await alice.Founds();
        var posts = await alice.WritesMany(260, community);
        for (var page = 0; page < 13; page++)
        {
            await using var ann = await Listener.Of(amity, alice);
            foreach (var post in posts.Skip(page * 20).Take(20))
            {
                Assert.True(await ann.Hears($"{amity.Network.Id}/social/community/{community}/post/{post}"));
                Assert.True(await ann.Hears($"{amity.Network.Id}/social/community/{community}/post/{post}/comment/+"));
            }

            await alice.Comment(posts[page * 20]);
            Assert.Equal("comment.created", (await ann.Next()).Text("eventType"));
        }
    }

    internal static async Task<string[]> FiltersIn(Person author, string community, string network)
    {
        var post = await author.Reads(await author.Writes("hello", community));
        var comment = (await author.ReadComment(await author.Comment(post.Text("postId")))).Text("path");
        var path = $"{network}/social/community/{community}";
        return [path, $"{path}/post/+", $"{path}/post/+/comment/+", $"{path}/post/#", post.Text("path"), $"{post.Text("path")}/comment/+", comment];
    }
}
