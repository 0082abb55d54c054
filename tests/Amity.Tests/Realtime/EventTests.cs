using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Amity.Tests.Moderation;
using Amity.Tests.Posts;
using Amity.Tests.Settings;
using Xunit;

namespace Amity.Tests.Realtime;

/// <summary>Each kind of event, as those hear it who listen to what it happened to; and who does not.</summary>
public sealed class EventTests : IAsyncLifetime
{
    private AmityHost amity = null!;
    private Person alice = null!, bob = null!, carol = null!;

    private string Net => amity.Network.Id;

    public async Task InitializeAsync()
    {
        amity = await AmityHost.Start();
        (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
    }

    public Task DisposeAsync() => amity.DisposeAsync().AsTask();

    [Fact]
    public async Task the_life_of_a_post_is_told_on_its_topic()
    {
        var community = await alice.Founds();
        await using var listening = await Hears(bob, $"{Net}/social/community/{community}/post/+");

        var post = await alice.Writes("first", community);
        (await alice.Put($"/api/v4/posts/{post}", new { data = new { text = "second" } })).Ok();
        await alice.React("post", post);
        await Unreacts("post", post);
        (await bob.Flags("post", post)).Ok();
        (await bob.Unflags("post", post)).Ok();
        (await bob.Flags("post", post)).Ok();
        (await alice.Delete($"/api/v3/posts/{post}/flags")).Ok();
        (await alice.Delete($"/api/v4/posts/{post}")).Ok();

        await Told(
            listening,
            "posts",
            ("post.created", null),
            ("post.updated", null),
            ("post.addReaction", data => Assert.Equal("alice", data["reactor"]!.Text("userId"))),
            ("post.removeReaction", data => Assert.Equal("like", data["reactor"]!.Text("reactionName"))),
            ("post.flagged", null),
            ("post.unflagged", null),
            ("post.flagged", null),
            ("post.flagsCleared", data => Assert.Equal(0, data.First("posts").Number("flagCount"))),
            ("post.deleted", data =>
            {
                Assert.True(data.First("posts").Flag("isDeleted"));
                Assert.Null(data.First("posts")["data"]!["text"]);
            }
        ));
    }

    [Fact]
    public async Task what_is_deleted_for_good_is_told_although_it_can_be_read_no_more()
    {
        var post = await alice.Writes("soon gone", await alice.Founds());
        var comment = await bob.Comment(post);
        var topic = (await alice.Reads(post)).Text("path");
        await using var listening = await Hears(carol, topic);
        Assert.True(await listening.Hears($"{topic}/comment/+"));

        (await bob.Delete($"/api/v4/comments/{comment}?permanent=true")).Ok();
        (await alice.Delete($"/api/v4/posts/{post}?permanent=true")).Ok();

        var (first, second) = (await listening.Next(), await listening.Next());
        var told = new[] { first, second }.ToDictionary(one => one.Text("eventType"), one => one["data"]!);
        Assert.Equal((comment, true), (told["comment.deleted"].First("comments").Text("commentId"), told["comment.deleted"].First("comments").Flag("isDeleted")));
        Assert.Equal((post, true), (told["post.deleted"].First("posts").Text("postId"), told["post.deleted"].First("posts").Flag("isDeleted")));
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task what_is_told_of_a_deletion_says_nothing_of_what_was_said(string isPermanent)
    {
        var community = await alice.Founds();
        var links = new[] { new { url = "https://phish.example/", title = "phish", renderPreview = true } };
        var post = (await alice.Post("/api/v4/posts", new
        {
            targetType = "community",
            targetId = community,
            data = new { text = "phish #phish @bob" },
            links,
            tags = new[] { "phish" },
            mentionees = new[] { new { type = "user", userIds = new[] { "bob" } } },
            metadata = new { phish = true },
        })).Ok().First("posts").Text("postId");
        var comment = (await alice.Post("/api/v3/comments", new
        {
            referenceType = "post",
            referenceId = post,
            data = new { text = "phish @bob" },
            links,
            mentionees = new[] { new { type = "user", userIds = new[] { "bob" } } },
            metadata = new { phish = true },
        })).Ok().First("comments").Text("commentId");
        await using var listening = await Hears(carol, $"{Net}/social/community/{community}/post/#");

        foreach (var path in (string[])[$"/api/v4/comments/{comment}", $"/api/v4/posts/{post}"])
        {
            (await alice.Delete($"{path}?permanent={isPermanent}")).Ok();
            var told = (await listening.Next())["data"]!.ToJsonString();
            Assert.Contains("\"isDeleted\":true", told, StringComparison.Ordinal);
            Assert.DoesNotContain("phish", told, StringComparison.Ordinal);
            Assert.DoesNotContain("\"userIds\"", told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task the_life_of_a_comment_is_told_on_its_topic()
    {
        var post = await alice.Writes("talk", await alice.Founds());
        await using var listening = await Hears(bob, $"{(await alice.Reads(post)).Text("path")}/comment/+");

        var comment = await carol.Comment(post);
        (await carol.Put($"/api/v3/comments/{comment}", new { data = new { text = "other words" } })).Ok();
        await alice.React("comment", comment);
        await Unreacts("comment", comment);
        (await bob.Flags("comment", comment)).Ok();
        (await bob.Unflags("comment", comment)).Ok();
        (await bob.Flags("comment", comment)).Ok();
        (await alice.Delete($"/api/v3/comments/{comment}/flags")).Ok();
        (await carol.Delete($"/api/v4/comments/{comment}")).Ok();

        await Told(
            listening,
            "comments",
            ("comment.created", null),
            ("comment.updated", null),
            ("comment.addReaction", data => Assert.Equal("alice", data["reactor"]!.Text("userId"))),
            ("comment.removeReaction", null),
            ("comment.flagged", null),
            ("comment.unflagged", null),
            ("comment.flagged", null),
            ("comment.flagsCleared", null),
            ("comment.deleted", data => Assert.Null(data.First("comments")["data"]!["text"])));
    }

    [Fact]
    public async Task members_are_told_of_on_the_topic_of_their_community_and_to_themselves()
    {
        var community = await alice.Founds(isPublic: false);
        await using var inside = await Hears(alice, $"{Net}/social/community/{community}");
        await using var own = await Hears(bob, bob.Topic());
        await using var curious = await Hears(carol, bob.Topic());
        var users = $"/api/v3/communities/{community}/users";
        var bobs = new { userIds = new[] { "bob" } };

        (await alice.Post(users, bobs)).Ok();
        (await alice.Post($"/api/v4/communities/{community}/users/roles", new { userIds = new[] { "bob" }, roles = new[] { "channel-moderator" } })).Ok();
        (await bob.Delete($"/api/v3/communities/{community}/leave")).Ok();
        (await alice.Post(users, bobs)).Ok();
        (await alice.Delete(users, bobs)).Ok();
        (await alice.Put($"{users}/ban", bobs)).Ok();
        (await alice.Put($"{users}/unban", bobs)).Ok();

        string[] expected =
        [
            "community.userAdded", "community.roleAdded", "community.left", "community.userAdded", "community.userRemoved", "community.userBanned",
            "community.userUnbanned",
        ];
        foreach (var eventType in expected)
        {
            foreach (var listener in (Listener[])[inside, own])
            {
                var told = await listener.Next();
                Assert.Equal(eventType, told.Text("eventType"));
                Assert.Equal(["bob"], told["data"]!.All("communityUsers", "userId"));
                Assert.Contains("bob", told["data"]!.All("users", "userId"));
            }
        }

        await curious.HasHeardNothing();
    }

    [Fact]
    public async Task a_new_community_is_told_to_its_first_members()
    {
        await using var member = await Hears(bob, bob.Topic());
        await using var other = await Hears(carol, carol.Topic());

        await alice.Founds(isPublic: false, members: ["bob"]);

        Assert.Equal(["community.userAdded", "community.created"], [(await member.Next()).Text("eventType"), (await member.Next()).Text("eventType")]);
        await other.HasHeardNothing();
    }

    [Fact]
    public async Task the_end_of_a_community_is_told_before_its_listeners_lose_it()
    {
        var community = await alice.Founds();
        var topic = $"{Net}/social/community/{community}";
        await using var listening = await Hears(bob, topic);

        (await alice.Delete($"/api/v3/communities/{community}")).Ok();

        var told = await listening.Next();
        Assert.Equal("community.deleted", told.Text("eventType"));
        Assert.True(told["data"]!.First("communities").Flag("isDeleted"));
        Assert.False(await listening.Hears(topic));
    }

    [Fact]
    public async Task follows_are_told_to_the_two_whom_they_concern()
    {
        await amity.Set("social", new { isFollowWithRequestEnabled = true });
        await using var followed = await Hears(bob, $"{Net}/membership/{bob.InternalId()}/+/+");
        await using var following = await Hears(alice, $"{Net}/membership/+/{alice.InternalId()}/+");

        await alice.Follows("bob");
        (await bob.Delete("/api/v4/me/followers/alice")).Ok();
        await alice.Follows("bob");
        (await alice.Delete("/api/v4/me/following/bob")).Ok();
        await alice.Follows("bob");
        (await bob.Post("/api/v4/me/followers/alice")).Ok();
        (await bob.Delete("/api/v4/me/followers/alice")).Ok();
        await amity.Set("social", new { isFollowWithRequestEnabled = false });
        await alice.Follows("bob");
        (await alice.Delete("/api/v4/me/following/bob")).Ok();

        foreach (var (change, status) in ((string, string)[])
        [
            ("requested", "pending"), ("requestDeclined", "none"), ("requested", "pending"), ("requestCanceled", "none"), ("requested", "pending"),
            ("accepted", "accepted"), ("followerDeleted", "none"), ("created", "accepted"), ("unfollowed", "none"),
        ])
        {
            foreach (var listener in (Listener[])[followed, following])
            {
                var told = await listener.Next();
                Assert.Equal($"follow.{change}", told.Text("eventType"));
                Assert.Equal(["alice", "bob"], told["data"]!.All("users", "userId"));

                // What is told later may show what has happened since.
                Assert.Contains(told["data"]!.First("follows").Text("status"), (string[])[status, "none", "pending", "accepted"]);
            }
        }
    }

    [Fact]
    public async Task users_are_told_of_when_they_are_flagged_and_when_they_are_deleted()
    {
        var admin = await amity.Administrator();
        await using var listening = await Hears(bob, alice.Topic());
        await using var anybody = await Hears(carol, Net);

        (await carol.Post("/api/v4/me/flags/alice")).Ok();
        (await carol.Delete("/api/v4/me/flags/alice")).Ok();
        (await carol.Post("/api/v4/me/flags/alice")).Ok();
        (await admin.Delete("/api/v2/users/alice/flags")).Ok();
        await Told(listening, "users", ("user.flagged", null), ("user.unflagged", null), ("user.flagged", null), ("user.flagCleared", null));

        // Of a user who is deleted nothing else is told any more, however late.
        (await admin.Delete("/api/v4/users/alice")).Ok();
        await Told(listening, "users", ("user.deleted", null));
        Assert.Equal("Deleted user", (await anybody.Next())["data"]!.First("users").Text("displayName"));
    }

    [Fact]
    public async Task a_ban_is_told_to_whom_it_hits_also_while_their_rights_are_looked_at()
    {
        var admin = await amity.Administrator();
        var community = await carol.Founds();
        var posts = await carol.WritesMany(100, community);
        (await admin.Put("/api/v3/users", new { userId = "alice", roles = new[] { "super-moderator" } })).Ok();
        await using var own = await Hears(alice, alice.Topic());
        foreach (var post in posts)
        {
            Assert.True(await own.Hears($"{Net}/social/community/{community}/post/{post}"));
        }

        (await admin.Put("/api/v3/users", new { userId = "alice", roles = Array.Empty<string>() })).Ok();
        (await admin.Post("/api/v2/users/ban", new { userId = "alice" })).Ok();

        Assert.Contains("user.didGlobalBan", (await own.IsOver()).Select(told => told.Text("eventType")));
    }

    [Fact]
    public async Task what_goes_with_a_deleted_user_is_told_as_deleted()
    {
        var admin = await amity.Administrator();
        var community = await alice.Founds(members: ["bob"]);
        var hers = await alice.Writes("hers", community);
        var his = await bob.WritesMany(3, community);
        var (said, onHis) = (await bob.Comment(hers), await alice.Comment(his[0]));
        await using var listening = await Hears(carol, $"{Net}/social/community/{community}/post/#");

        (await admin.Delete("/api/v4/users/bob?hardDeletePost=true&hardDeleteComment=true")).Ok();

        var gone = new List<string>();
        while (gone.Count < 4)
        {
            var told = await listening.Next();
            var (array, id) = told.Text("eventType") == "post.deleted" ? ("posts", "postId") : ("comments", "commentId");
            Assert.Equal(array == "posts" ? "post.deleted" : "comment.deleted", told.Text("eventType"));
            var row = told["data"]!.First(array);
            Assert.True(row.Flag("isDeleted"));
            Assert.Null(row["data"]!["text"]);
            Assert.Equal("Deleted user", told["data"]!["users"]!.AsArray().Single(user => user!.Text("userId") == "bob")!.Text("displayName"));
            gone.Add(row.Text(id));
        }

        Assert.Equal(his.Append(said).Order(), gone.Order());
        await amity.JobsAreDone();
        await listening.HasHeardNothing();
        (await carol.Get($"/api/v3/comments/{onHis}")).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task a_ban_from_the_network_is_told_to_whom_it_hits_and_to_nobody_else()
    {
        var admin = await amity.Administrator();
        await using var own = await Hears(alice, alice.Topic());
        await using var curious = await Hears(bob, alice.Topic());
        await using var anybody = await Hears(carol, Net);

        (await admin.Post("/api/v2/users/ban", new { userId = "alice" })).Ok();

        Assert.Equal(["user.didGlobalBan"], (await own.IsOver()).Select(told => told.Text("eventType")));
        await curious.HasHeardNothing();
        await anybody.HasHeardNothing();
    }

    [Fact]
    public async Task a_review_is_told_to_the_author_and_an_approved_post_to_everybody()
    {
        var community = await alice.Founds(members: ["bob", "carol"], needApproval: true);
        await using var author = await Hears(bob, $"{Net}/social/community/{community}/post/+");
        await using var member = await Hears(carol, $"{Net}/social/community/{community}/post/+");
        var (good, bad) = (await bob.Writes("good", community), await bob.Writes("bad", community));

        (await alice.Post($"/api/v3/posts/{bad}/decline")).Ok();
        (await alice.Post($"/api/v3/posts/{good}/approve")).Ok();

        Assert.Equal(
            ["post.approved", "post.created", "post.created", "post.declined"],
            new[] { await author.Next(), await author.Next(), await author.Next(), await author.Next() }.Select(told => told.Text("eventType")).Order());
        var heard = await member.Next();
        while (heard.Text("eventType") != "post.approved")
        {
            // Told late, a post shows what it has become: the good one may be published by then, the bad one never.
            Assert.Equal(good, heard["data"]!.First("posts").Text("postId"));
            heard = await member.Next();
        }

        Assert.Equal(good, heard["data"]!.First("posts").Text("postId"));
        await member.HasHeardNothing();
    }

    private static async Task Told(Listener listening, string array, params (string EventType, Action<JsonNode>? Holds)[] expected)
    {
        foreach (var (eventType, holds) in expected)
        {
            var told = await listening.Next();
            Assert.Equal(eventType, told.Text("eventType"));
            Assert.Single(told["data"]![array]!.AsArray());
            Assert.NotNull(told["data"]!["users"]);
            Assert.DoesNotContain("myReactions", told.ToJsonString());
            Assert.DoesNotContain("isJoined", told.ToJsonString());
            holds?.Invoke(told["data"]!);
        }
    }

    private async Task Unreacts(string referenceType, string referenceId) =>
        (await alice.Delete("/api/v2/reactions", new { referenceType, referenceId, reactionName = "like" })).Ok();

    private async Task<Listener> Hears(Person person, string topic)
    {
        var listener = await Listener.Of(amity, person, clientId: $"{person.UserId} {Guid.NewGuid():N}");
        Assert.True(await listener.Hears(topic));
        return listener;
    }
}
