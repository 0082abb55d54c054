using System.Text;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Amity.Tests.Roles;
using Xunit;

namespace Amity.Tests.Communities;

public sealed class RemoveMembersTests
{
    [Theory]
    [InlineData("?userIds[]=bob&userIds[]=c%2Fd", null)]
    [InlineData("?userIds%5B0%5D=bob&userIds%5B1%5D=c%2Fd", null)]
    [InlineData("", """{"communityId":"x","userIds":["bob","c/d"]}""")]
    [InlineData("?userIds[]=", """{"userIds":["bob","c/d","bob"]}""")]
    public async Task ids_come_in_the_query_or_in_the_body(string query, string? body)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers("bob", "c/d", "dave");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob", "c/d", "dave" } });

        var answer = (await alice.Delete($"/api/v3/communities/{id}/users{query}", body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"))).Ok();

        answer.IsWhole();
        Assert.Equal(("none", "none", "member"), (answer.Membership("bob"), answer.Membership("c/d"), answer.Membership("alice")));
        Assert.Equal(2, answer.First("communities").Number("membersCount"));
        Assert.Equal(["alice", "dave"], await alice.Members(id));
    }

    [Fact]
    public async Task a_repeat_and_a_user_who_is_no_member_change_nothing()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers("bob", "carol");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });
        var first = await Remove(alice, id, "bob", "carol", "nobody");

        var again = await Remove(alice, id, "bob", "carol", "nobody");

        Assert.Equal(("none", "none"), (first.Membership("bob"), first.Membership("carol")));
        Assert.DoesNotContain("nobody", first.All("communityUsers", "userId"));
        Assert.Equal(1, first.First("communities").Number("membersCount"));
        Assert.Equal(first.ToJsonString(), again.ToJsonString());
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

        (await bob.Delete($"/api/v3/communities/{open}/users", body)).Refused(ErrorKind.PermissionDenied);
        (await carol.Delete($"/api/v3/communities/{open}/users?userIds[]=bob")).Refused(ErrorKind.PermissionDenied);
        (await carol.Delete($"/api/v3/communities/{secret}/users", body)).Refused(ErrorKind.NotFound);
        (await amity.Nobody().Delete($"/api/v3/communities/{open}/users", body)).Refused(ErrorKind.Unauthenticated);

        Assert.Equal(2, (await alice.Sees(open)).Number("membersCount"));
        Assert.Equal("none", (await Remove(admin, secret, "bob")).Membership("bob"));
        (await bob.Get($"/api/v3/communities/{secret}")).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task one_moderator_remains_whoever_asks()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var admin = await amity.Administrator();
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob", "alice" } });
        var body = new { userIds = new[] { "bob", "alice" } };

        (await alice.Delete($"/api/v3/communities/{id}/users", body)).Refused(ErrorKind.LastModerator);
        (await admin.Delete($"/api/v3/communities/{id}/users", body)).Refused(ErrorKind.LastModerator);
        await amity.MakesModerator(id, "bob");
        (await alice.Delete($"/api/v3/communities/{id}/users", body)).Refused(ErrorKind.LastModerator);

        Assert.Equal(2, (await alice.Sees(id)).Number("membersCount"));
        Assert.Equal("none", (await Remove(alice, id, "alice")).Membership("alice"));
        Assert.Equal(["bob"], await bob.Members(id));
    }

    [Fact]
    public async Task a_ban_ends_by_removal_where_the_caller_may_ban()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "carol" } });
        await amity.Bans(id, "bob");
        await amity.GivesRole(id, "carol", await amity.CreatesRole("usher", "REMOVE_COMMUNITY_USER"));

        var kept = await Remove(carol, id, "bob");
        (await bob.Post($"/api/v3/communities/{id}/join")).Refused(ErrorKind.Banned);
        var lifted = await Remove(alice, id, "bob");

        Assert.Equal(("banned", "none"), (kept.Membership("bob"), lifted.Membership("bob")));
        Assert.Equal(2, lifted.First("communities").Number("membersCount"));
        Assert.Equal("member", (await bob.Joins(id)).Membership("bob"));
    }

    [Fact]
    public async Task who_is_exempt_from_a_ban_is_removed_by_nobody_who_could_not_ban_them()
    {
        await using var amity = await AmityHost.Start();
        var (alice, admin) = (await amity.Login("alice"), await amity.Administrator());
        await amity.Registers("bob", "boss", "mona", "super");
        (await admin.MakesRole("untouchable", "EXEMPT_FROM_BAN")).Ok();
        foreach (var (user, role) in ((string, string)[])[("bob", "untouchable"), ("boss", "global-admin"), ("mona", "super-moderator"), ("super", "super-moderator")])
        {
            (await admin.GivesUser(user, role)).Ok();
        }

        var mona = await amity.LoginVerified("mona");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob", "boss", "super" } });
        Task<Answer> Removes(Person who, params string[] userIds) => who.Delete($"/api/v3/communities/{id}/users", new { userIds });

        (await Removes(alice, "bob")).Refused(ErrorKind.ExemptFromBan);
        (await Removes(alice, "boss")).Refused(ErrorKind.ExemptFromBan);
        (await Removes(alice, "super")).Refused(ErrorKind.ExemptFromBan);
        (await Removes(mona, "bob")).Refused(ErrorKind.ExemptFromBan);
        Assert.Equal(["alice", "bob", "boss", "super"], (await alice.Members(id)).Order());

        Assert.Equal("none", (await Remove(mona, id, "super")).Membership("super"));
        Assert.Equal("none", (await Remove(alice, id, "super")).Membership("super"));
        Assert.Equal("none", (await Remove(admin, id, "boss")).Membership("boss"));
        (await (await amity.Login("bob")).Delete($"/api/v3/communities/{id}/users?userIds[]=bob")).Refused(ErrorKind.PermissionDenied);
        (await (await amity.Login("bob")).Delete($"/api/v3/communities/{id}/leave")).Ok();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"userIds":[]}""")]
    [InlineData("""{"userIds":{"0":"bob"}}""")]
    public async Task a_wrong_body_is_invalid(string body)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers("bob");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });

        (await alice.Delete($"/api/v3/communities/{id}/users", new StringContent(body, Encoding.UTF8, "application/json"))).Refused(ErrorKind.Invalid);
        (await alice.Delete($"/api/v3/communities/{id}/users")).Refused(ErrorKind.Invalid);

        Assert.Equal(2, (await alice.Sees(id)).Number("membersCount"));
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> Remove(Person person, string id, params string[] userIds) =>
        (await person.Delete($"/api/v3/communities/{id}/users", new { communityId = id, userIds })).Ok();
}
