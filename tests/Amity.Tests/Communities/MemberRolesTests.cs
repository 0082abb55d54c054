using System.Text;
using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Amity.Tests.Roles;
using Xunit;

namespace Amity.Tests.Communities;

public sealed class MemberRolesTests
{
    private const string Moderator = "community-moderator";

    [Theory]
    [InlineData("v3", """{"role":"community-moderator","userIds":["bob"]}""")]
    [InlineData("v3", """{"roles":["community-moderator"],"userIds":["bob","bob"]}""")]
    [InlineData("v4", """{"communityId":"x","roles":["community-moderator"],"userIds":["bob"]}""")]
    [InlineData("v4", """{"role":"community-moderator","roles":["community-moderator"],"userIds":["bob"]}""")]
    public async Task a_role_is_given_in_either_form(string version, string body)
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        await amity.Registers("bob");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });
        var before = await alice.Sees(id);
        clock.Advance(TimeSpan.FromSeconds(1));

        var answer = (await alice.Post($"/api/{version}/communities/{id}/users/roles", Json(body))).Ok();

        answer.IsWhole();
        Assert.Equal([Moderator], Roles(answer, "bob"));
        Assert.Contains("EDIT_COMMUNITY", answer.Row("bob")["permissions"]!.AsArray().Select(permission => permission!.GetValue<string>()));
        Assert.Equal(2, answer.First("communities").Number("moderatorMemberCount"));
        Assert.True(string.CompareOrdinal(answer.Row("bob").Text("updatedAt"), before.Text("updatedAt")) > 0);
        Assert.Equal(answer.Row("bob").Text("updatedAt"), answer.First("communities").Text("updatedAt"));
    }

    [Theory]
    [InlineData("v3", "?userIds[]=bob&role=community-moderator", null)]
    [InlineData("v4", "?userIds[]=bob&roles[]=community-moderator&roles[]=channel-moderator", null)]
    [InlineData("v4", "", """{"communityId":"x","roles":["community-moderator"],"userIds":["bob"]}""")]
    [InlineData("v3", "", """{"role":"community-moderator","userIds":["bob"]}""")]
    public async Task a_role_is_taken_in_either_form(string version, string query, string? body)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers("bob");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });
        await amity.MakesModerator(id, "bob");

        var answer = (await alice.Delete($"/api/{version}/communities/{id}/users/roles{query}", body is null ? null : Json(body))).Ok();

        answer.IsWhole();
        Assert.Empty(Roles(answer, "bob"));
        Assert.Equal("member", answer.Membership("bob"));
        Assert.Equal([Moderator], Roles(answer, "alice"));
    }

    [Fact]
    public async Task several_roles_go_to_several_members_and_a_repeat_changes_nothing()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        await amity.Registers("bob", "carol");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob", "carol" } });
        string[] roles = [Moderator, "channel-moderator", "moderator"];

        var first = await Give(alice, id, ["bob", "carol"], roles);
        clock.Advance(TimeSpan.FromSeconds(1));
        var again = await Give(alice, id, ["bob", "carol"], roles);
        var taken = await Take(alice, id, ["bob"], ["moderator", "channel-moderator"]);
        clock.Advance(TimeSpan.FromSeconds(1));
        var takenAgain = await Take(alice, id, ["bob"], ["moderator", "channel-moderator"]);

        Assert.Equal(roles.Order(StringComparer.Ordinal), Roles(first, "bob"));
        Assert.Equal(Roles(first, "bob"), Roles(first, "carol"));
        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.Equal([Moderator], Roles(taken, "bob"));
        Assert.Equal(taken.ToJsonString(), takenAgain.ToJsonString());
    }

    [Fact]
    public async Task what_a_role_gives_counts_from_the_next_call_until_it_is_taken()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });
        (await bob.Put($"/api/v3/communities/{id}", new { description = "His" })).Refused(ErrorKind.PermissionDenied);

        await Give(alice, id, ["bob"], [Moderator]);
        (await bob.Put($"/api/v3/communities/{id}", new { description = "His" })).Ok();
        await Take(alice, id, ["bob"], [Moderator]);

        (await bob.Put($"/api/v3/communities/{id}", new { description = "Again" })).Refused(ErrorKind.PermissionDenied);
        Assert.Equal("His", (await alice.Sees(id)).Text("description"));
    }

    [Fact]
    public async Task a_role_counts_in_its_own_community_only()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        string[] members = ["bob"];
        var (hers, other) = (await alice.Creates(new { displayName = "A", userIds = members }), await alice.Creates(new { displayName = "B", userIds = members }));
        await Give(alice, hers, ["bob"], [Moderator]);

        (await bob.Put($"/api/v3/communities/{other}/users/ban", new { userIds = new[] { "alice" } })).Refused(ErrorKind.PermissionDenied);
        (await bob.Post($"/api/v4/communities/{other}/users/roles", new { roles = new[] { Moderator }, userIds = members })).Refused(ErrorKind.PermissionDenied);
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
        var body = new { roles = new[] { Moderator }, userIds = new[] { "bob" } };

        foreach (var version in (string[])["v3", "v4"])
        {
            (await bob.Post($"/api/{version}/communities/{open}/users/roles", body)).Refused(ErrorKind.PermissionDenied);
            (await carol.Post($"/api/{version}/communities/{open}/users/roles", body)).Refused(ErrorKind.PermissionDenied);
            (await carol.Post($"/api/{version}/communities/{secret}/users/roles", body)).Refused(ErrorKind.NotFound);
            (await amity.Nobody().Post($"/api/{version}/communities/{open}/users/roles", body)).Refused(ErrorKind.Unauthenticated);
            (await bob.Delete($"/api/{version}/communities/{open}/users/roles", new { roles = new[] { Moderator }, userIds = new[] { "alice" } })).Refused(ErrorKind.PermissionDenied);
            (await carol.Delete($"/api/{version}/communities/{secret}/users/roles", body)).Refused(ErrorKind.NotFound);
        }

        Assert.Equal(1, (await alice.Sees(open)).Number("moderatorMemberCount"));
        Assert.Equal([Moderator], Roles(await Give(admin, secret, ["bob"], [Moderator]), "bob"));
        Assert.Equal([Moderator], Roles(await Give(bob, secret, ["alice"], [Moderator]), "alice"));
    }

    [Fact]
    public async Task only_members_get_roles()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers("bob", "carol", "dave");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });
        await amity.Bans(id, "dave");

        foreach (var other in (string[])["carol", "dave", "nobody"])
        {
            (await alice.Post($"/api/v4/communities/{id}/users/roles", new { roles = new[] { Moderator }, userIds = new[] { "bob", other } })).Refused(ErrorKind.PermissionDenied);
        }

        Assert.Equal(1, (await alice.Sees(id)).Number("moderatorMemberCount"));
        Assert.Equal("none", (await Take(alice, id, ["carol"], [Moderator])).Membership("carol"));
    }

    [Fact]
    public async Task unknown_and_deleted_roles_are_not_found_and_those_of_the_network_are_no_member_roles()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var admin = await amity.Administrator();
        await amity.Registers("bob");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });
        await amity.GivesRole(id, "bob", await amity.CreatesRole("usher", "ADD_COMMUNITY_USER"));
        (await admin.DeletesRole("usher")).Ok();

        foreach (var person in (Person[])[alice, admin])
        {
            (await Post(person, "usher")).Refused(ErrorKind.NotFound);
            (await Post(person, "made-up")).Refused(ErrorKind.NotFound);
            (await Post(person, "global-admin")).Refused(ErrorKind.Forbidden);
            (await Post(person, "super-moderator")).Refused(ErrorKind.Forbidden);
        }

        (await alice.Delete($"/api/v4/communities/{id}/users/roles?userIds[]=bob&roles[]=made-up")).Refused(ErrorKind.NotFound);
        Assert.Empty(Roles(await Take(alice, id, ["bob"], ["usher"]), "bob"));

        Task<Answer> Post(Person person, string role) =>
            person.Post($"/api/v4/communities/{id}/users/roles", new { roles = new[] { Moderator, role }, userIds = new[] { "bob" } });
    }

    [Fact]
    public async Task the_last_moderator_is_not_demoted_whoever_asks()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers("bob");
        var admin = await amity.Administrator();
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });
        await Give(alice, id, ["alice", "bob"], ["channel-moderator"]);

        foreach (var person in (Person[])[alice, admin])
        {
            (await person.Delete($"/api/v4/communities/{id}/users/roles", new { roles = new[] { Moderator }, userIds = new[] { "bob", "alice" } })).Refused(ErrorKind.LastModerator);
        }

        Assert.Equal([Moderator], Roles(await Take(alice, id, ["bob", "alice"], ["channel-moderator"]), "alice"));
        await Give(alice, id, ["bob"], [Moderator]);
        Assert.Empty(Roles(await Take(alice, id, ["alice"], [Moderator]), "alice"));
    }

    [Fact]
    public async Task two_moderators_who_demote_each_other_at_once_do_not_both_succeed()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var admin = await amity.Administrator();
        for (var round = 0; round < 5; round++)
        {
            var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });
            await Give(alice, id, ["bob"], [Moderator]);

            var answers = await Task.WhenAll(
                alice.Delete($"/api/v4/communities/{id}/users/roles", new { roles = new[] { Moderator }, userIds = new[] { "bob" } }),
                bob.Delete($"/api/v4/communities/{id}/users/roles", new { roles = new[] { Moderator }, userIds = new[] { "alice" } }));

            Assert.Single(answers, answer => answer.Status == 200);
            Assert.Equal(1, (await admin.Sees(id)).Number("moderatorMemberCount"));
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"userIds":["bob"]}""")]
    [InlineData("""{"roles":[],"userIds":["bob"]}""")]
    [InlineData("""{"roles":[""],"userIds":["bob"]}""")]
    [InlineData("""{"role":"","userIds":["bob"]}""")]
    [InlineData("""{"roles":["community-moderator"]}""")]
    [InlineData("""{"roles":["community-moderator"],"userIds":[]}""")]
    [InlineData("""{"roles":"community-moderator","userIds":["bob"]}""")]
    public async Task a_wrong_body_is_invalid(string body)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers("bob");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });

        (await alice.Post($"/api/v4/communities/{id}/users/roles", Json(body))).Refused(ErrorKind.Invalid);
        (await alice.Delete($"/api/v4/communities/{id}/users/roles", Json(body))).Refused(ErrorKind.Invalid);
        (await alice.Post($"/api/v4/communities/{id}/users/roles", new { roles = Enumerable.Range(0, 21).Select(i => $"{i}"), userIds = new[] { "bob" } })).Refused(ErrorKind.Invalid);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static string[] Roles(JsonNode answer, string userId) => [.. answer.Row(userId)["roles"]!.AsArray().Select(role => role!.GetValue<string>())];

    private static async Task<JsonNode> Give(Person person, string id, string[] userIds, string[] roles) =>
        (await person.Post($"/api/v4/communities/{id}/users/roles", new { roles, userIds })).Ok();

    private static async Task<JsonNode> Take(Person person, string id, string[] userIds, string[] roles) =>
        (await person.Delete($"/api/v4/communities/{id}/users/roles", new { roles, userIds })).Ok();
}
