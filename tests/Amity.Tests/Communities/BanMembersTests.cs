using System.Text;
using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Modules.Users;
using Amity.Tests.Kit;
using Amity.Tests.Roles;
using Xunit;

namespace Amity.Tests.Communities;

public sealed class BanMembersTests
{
    [Fact]
    public async Task a_ban_ends_the_membership_and_the_roles_and_keeps_the_posts()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });
        await amity.MakesModerator(id, "bob");
        var post = (await bob.Post("/api/v4/posts", new { targetType = "community", targetId = id, data = new { text = "Hello" } })).Ok().First("posts").Text("postId");
        var before = (await alice.Sees(id)).Text("updatedAt");
        clock.Advance(TimeSpan.FromSeconds(1));

        var answer = await Ban(alice, id, "bob");

        answer.IsWhole();
        var row = answer.Row("bob");
        Assert.Equal(("banned", true), (row.Text("communityMembership"), row.Flag("isBanned")));
        Assert.Empty(row["roles"]!.AsArray());
        Assert.Empty(row["permissions"]!.AsArray());
        var community = answer.First("communities");
        Assert.Equal((1, 1), (community.Number("membersCount"), community.Number("moderatorMemberCount")));
        Assert.True(string.CompareOrdinal(community.Text("updatedAt"), before) > 0);
        Assert.Equal(community.Text("updatedAt"), row.Text("updatedAt"));
        Assert.Equal(["alice"], await alice.Members(id, "memberships[]=member"));
        Assert.Equal(["bob"], await alice.Members(id, "memberships[]=banned"));
        Assert.Equal([post], (await alice.Get($"/api/v4/posts?targetType=community&targetId={id}")).Ok().All("posts", "postId"));
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task readers_of_what_the_banned_wrote_learn_nothing_of_the_ban()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });
        var post = (await bob.Post("/api/v4/posts", new { targetType = "community", targetId = id, data = new { text = "Hello" } })).Ok().First("posts").Text("postId");
        (await bob.Post("/api/v3/comments", new { referenceId = post, data = new { text = "Hello" } })).Ok();
        var (postPath, commentsPath) = ($"/api/v3/posts/{post}", $"/api/v3/comments?referenceId={post}");
        Assert.Equal(["bob"], (await carol.Get(postPath)).Ok().All("communityUsers", "userId"));
        Assert.Equal(["bob"], (await carol.Get(commentsPath)).Ok().All("communityUsers", "userId"));

        await Ban(alice, id, "bob");

        Assert.Empty((await carol.Get(postPath)).Ok().All("communityUsers", "userId"));
        Assert.Empty((await carol.Get(commentsPath)).Ok().All("communityUsers", "userId"));
        Assert.True((await bob.Get(postPath)).Ok().Row("bob").Flag("isBanned"));
    }

    [Fact]
    public async Task a_repeat_changes_nothing()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        await amity.Registers("bob");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });
        var first = await Ban(alice, id, "bob");
        clock.Advance(TimeSpan.FromSeconds(1));

        var again = await Ban(alice, id, "bob", "bob");

        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.Equal(1, again.First("communities").Number("membersCount"));
    }

    [Fact]
    public async Task who_was_never_in_it_can_be_banned_too()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        await amity.Registers("carol");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "carol" } });

        var answer = await Ban(alice, id, "bob", "carol");

        Assert.Equal(("banned", "banned"), (answer.Membership("bob"), answer.Membership("carol")));
        Assert.Equal(1, answer.First("communities").Number("membersCount"));
        (await bob.Post($"/api/v3/communities/{id}/join")).Refused(ErrorKind.Banned);
    }

    [Fact]
    public async Task who_is_banned_neither_joins_nor_posts_nor_comments_nor_reacts_and_is_told_so()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });
        var his = (await bob.Post("/api/v4/posts", Post(id))).Ok().First("posts").Text("postId");
        var hers = (await alice.Post("/api/v4/posts", Post(id))).Ok().First("posts").Text("postId");
        await Ban(alice, id, "bob");

        (await bob.Post($"/api/v3/communities/{id}/join")).Refused(ErrorKind.Banned);
        (await bob.Post($"/api/v4/communities/{id}/join")).Refused(ErrorKind.Banned);
        (await bob.Post("/api/v4/posts", Post(id))).Refused(ErrorKind.Banned);
        (await bob.Put($"/api/v4/posts/{his}", new { data = new { text = "Edited" } })).Refused(ErrorKind.Banned);
        (await bob.Post("/api/v3/comments", new { referenceType = "post", referenceId = hers, data = new { text = "Me too" } })).Refused(ErrorKind.Banned);
        (await bob.Post("/api/v2/reactions", new { referenceType = "post", referenceId = hers, reactionName = "like" })).Refused(ErrorKind.Banned);
        (await alice.Post($"/api/v3/communities/{id}/users", new { userIds = new[] { "bob" } })).Refused(ErrorKind.Banned);

        Assert.Equal(2, (await bob.Get($"/api/v4/posts?targetType=community&targetId={id}")).Ok()["posts"]!.AsArray().Count);
    }

    [Fact]
    public async Task a_private_one_vanishes_for_who_is_banned_from_it()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var id = await alice.Creates(new { displayName = "Secret", isPublic = false, userIds = new[] { "bob" } });

        await Ban(alice, id, "bob");

        (await bob.Get($"/api/v3/communities/{id}")).Refused(ErrorKind.NotFound);
        (await bob.Post($"/api/v3/communities/{id}/join")).Refused(ErrorKind.NotFound);
        Assert.Empty((await bob.Get("/api/v3/communities?filter=member")).Ok()["communities"]!.AsArray());
    }

    [Fact]
    public async Task moderators_and_administrators_may_and_nobody_else()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        var admin = await amity.Administrator();
        var open = await alice.Creates(new { displayName = "Open", userIds = new[] { "bob" } });
        var secret = await alice.Creates(new { displayName = "Secret", isPublic = false, userIds = new[] { "bob" } });
        var body = new { userIds = new[] { "bob" } };

        foreach (var verb in (string[])["ban", "unban"])
        {
            (await bob.Put($"/api/v3/communities/{open}/users/{verb}", new { userIds = new[] { "alice" } })).Refused(ErrorKind.PermissionDenied);
            (await carol.Put($"/api/v3/communities/{open}/users/{verb}", body)).Refused(ErrorKind.PermissionDenied);
            (await carol.Put($"/api/v3/communities/{secret}/users/{verb}", body)).Refused(ErrorKind.NotFound);
            (await carol.Put($"/api/v3/communities/nothing/users/{verb}", body)).Refused(ErrorKind.NotFound);
            (await amity.Nobody().Put($"/api/v3/communities/{open}/users/{verb}", body)).Refused(ErrorKind.Unauthenticated);
        }

        Assert.Equal(["alice", "bob"], await alice.Members(open));
        Assert.Equal("banned", (await Ban(admin, secret, "bob")).Membership("bob"));
        Assert.Equal("none", (await Unban(admin, secret, "bob")).Membership("bob"));
    }

    [Fact]
    public async Task nobody_bans_themselves()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers("bob");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });
        await amity.MakesModerator(id, "bob");

        (await alice.Put($"/api/v3/communities/{id}/users/ban", new { userIds = new[] { "bob", "alice" } })).Refused(ErrorKind.Forbidden);

        Assert.Equal(["alice", "bob"], await alice.Members(id));
    }

    [Fact]
    public async Task one_moderator_remains_whoever_asks()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers("bob");
        var admin = await amity.Administrator();
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });

        (await admin.Put($"/api/v3/communities/{id}/users/ban", new { userIds = new[] { "bob", "alice" } })).Refused(ErrorKind.LastModerator);
        await amity.MakesModerator(id, "bob");
        (await admin.Put($"/api/v3/communities/{id}/users/ban", new { userIds = new[] { "bob", "alice" } })).Refused(ErrorKind.LastModerator);

        Assert.Equal("banned", (await Ban(admin, id, "bob")).Membership("bob"));
    }

    [Fact]
    public async Task administrators_are_exempt_and_so_are_network_wide_moderators_from_those_of_one_community()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var admin = await amity.Administrator();
        await amity.Registers("boss", "super", "plain");
        await amity.Network.Database.Write(async tx =>
        {
            await UserCommands.GiveRole(tx, "boss", "global-admin");
            await UserCommands.GiveRole(tx, "super", "super-moderator");
            await UserCommands.GiveRole(tx, "plain", "moderator");
            return true;
        });
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "super" } });

        (await alice.Put($"/api/v3/communities/{id}/users/ban", new { userIds = new[] { "plain", "super" } })).Refused(ErrorKind.ExemptFromBan);
        (await alice.Put($"/api/v3/communities/{id}/users/ban", new { userIds = new[] { "boss" } })).Refused(ErrorKind.ExemptFromBan);
        (await admin.Put($"/api/v3/communities/{id}/users/ban", new { userIds = new[] { "boss" } })).Refused(ErrorKind.ExemptFromBan);

        Assert.Empty(await alice.Members(id, "memberships[]=banned"));
        Assert.Equal("banned", (await Ban(admin, id, "super")).Membership("super"));
        Assert.Equal("banned", (await Ban(alice, id, "plain")).Membership("plain"));
    }

    [Fact]
    public async Task the_exemption_of_the_network_counts_in_every_community_and_one_held_in_the_community_does_not()
    {
        await using var amity = await AmityHost.Start();
        var (alice, admin) = (await amity.Login("alice"), await amity.Administrator());
        await amity.Registers("bob", "carol");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob", "carol" } });
        (await admin.MakesRole("untouchable", "EXEMPT_FROM_BAN")).Ok();
        (await admin.GivesUser("bob", "untouchable")).Ok();
        (await admin.GivesMember(id, "carol", "untouchable")).Ok();

        (await alice.Put($"/api/v3/communities/{id}/users/ban", new { userIds = new[] { "carol", "bob" } })).Refused(ErrorKind.ExemptFromBan);
        (await admin.Put($"/api/v3/communities/{id}/users/ban", new { userIds = new[] { "bob" } })).Refused(ErrorKind.ExemptFromBan);

        Assert.Equal("banned", (await Ban(alice, id, "carol")).Membership("carol"));
        (await admin.GivesUser("bob")).Ok();
        Assert.Equal("banned", (await Ban(alice, id, "bob")).Membership("bob"));
    }

    [Fact]
    public async Task an_unknown_user_is_not_found_and_nobody_is_banned()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers("bob");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });

        (await alice.Put($"/api/v3/communities/{id}/users/ban", new { userIds = new[] { "bob", "nobody" } })).Refused(ErrorKind.NotFound);

        Assert.Empty(await alice.Members(id, "memberships[]=banned"));
    }

    [Fact]
    public async Task a_lifted_ban_makes_no_member_but_lets_join()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });
        var banned = (await Ban(alice, id, "bob")).Row("bob");
        clock.Advance(TimeSpan.FromSeconds(1));

        var answer = await Unban(alice, id, "bob");

        answer.IsWhole();
        Assert.Equal(("none", false), (answer.Membership("bob"), answer.Row("bob").Flag("isBanned")));
        Assert.True(string.CompareOrdinal(answer.Row("bob").Text("updatedAt"), banned.Text("updatedAt")) > 0);
        Assert.Equal(1, answer.First("communities").Number("membersCount"));
        Assert.Equal(["alice"], await alice.Members(id));
        Assert.Equal("member", (await bob.Joins(id)).Membership("bob"));
    }

    [Fact]
    public async Task no_ban_is_lifted_when_one_of_them_is_not_banned()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers("bob", "carol");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "carol" } });
        await Ban(alice, id, "bob");

        foreach (var other in (string[])["carol", "nobody"])
        {
            (await alice.Put($"/api/v3/communities/{id}/users/unban", new { userIds = new[] { "bob", other } })).Refused(ErrorKind.NotBanned);
        }

        Assert.Equal(["bob"], await alice.Members(id, "memberships[]=banned"));
        await Unban(alice, id, "bob");
        (await alice.Put($"/api/v3/communities/{id}/users/unban", new { userIds = new[] { "bob" } })).Refused(ErrorKind.NotBanned);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"userIds":[]}""")]
    [InlineData("""{"userIds":[""]}""")]
    [InlineData("""{"userIds":"bob"}""")]
    public async Task a_wrong_body_is_invalid(string body)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var id = await alice.Creates(new { displayName = "A" });

        foreach (var verb in (string[])["ban", "unban"])
        {
            (await alice.Put($"/api/v3/communities/{id}/users/{verb}", new StringContent(body, Encoding.UTF8, "application/json"))).Refused(ErrorKind.Invalid);
            (await alice.Put($"/api/v3/communities/{id}/users/{verb}", new { userIds = Enumerable.Range(0, 101).Select(i => $"{i}") })).Refused(ErrorKind.Invalid);
        }
    }

    private static object Post(string id) => new { targetType = "community", targetId = id, data = new { text = "Hello" } };

    private static async Task<JsonNode> Ban(Person person, string id, params string[] userIds) =>
        (await person.Put($"/api/v3/communities/{id}/users/ban", new { userIds })).Ok();

    private static async Task<JsonNode> Unban(Person person, string id, params string[] userIds) =>
        (await person.Put($"/api/v3/communities/{id}/users/unban", new { userIds })).Ok();
}
