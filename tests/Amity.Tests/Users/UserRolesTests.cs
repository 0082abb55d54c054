using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Users;

/// <summary>The roles that users hold in the whole network, and what these let them do.</summary>
public sealed class UserRolesTests
{
    [Fact]
    public async Task an_administrator_makes_these_the_users_roles()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var admin = await amity.Administrator();

        var user = (await Give(admin, "alice", "super-moderator", "moderator", "moderator")).Ok().First("users");
        Assert.Equal(["moderator", "super-moderator"], Texts(user["roles"]!));
        Assert.Contains("DELETE_USER_FEED_POST", Texts(user["permissions"]!));

        Assert.Equal(["moderator"], Texts((await Give(admin, "alice", "moderator")).Ok().First("users")["roles"]!));
        Assert.Equal(["moderator"], Texts((await admin.Put("/api/v3/users", new { userId = "alice", description = "x" })).Ok().First("users")["roles"]!));
        Assert.Empty(Texts((await Give(admin, "alice")).Ok().First("users")["roles"]!));
        Assert.Empty(Texts((await alice.Get("/api/v3/users/alice")).Ok().First("users")["permissions"]!));
    }

    [Fact]
    public async Task users_give_themselves_no_role_and_keep_those_they_have()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var admin = await amity.Administrator();

        (await Give(alice, "alice", "global-admin")).Refused(ErrorKind.PermissionDenied);
        await Give(admin, "alice", "moderator");
        (await Give(alice, "alice")).Refused(ErrorKind.PermissionDenied);
        Assert.Equal(["moderator"], Texts((await Give(alice, "alice", "moderator")).Ok().First("users")["roles"]!));
    }

    [Fact]
    public async Task an_unknown_role_or_too_many_are_refused_and_change_nothing()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice", "Alice");
        var admin = await amity.Administrator();

        (await admin.Put("/api/v3/users", new { userId = "alice", displayName = "Queen", roles = new[] { "moderator", "some" } })).Refused(ErrorKind.NotFound);
        (await Give(admin, "alice", [.. Enumerable.Range(0, 11).Select(i => $"role {i}")])).Refused(ErrorKind.Invalid);
        (await Give(admin, "alice", "")).Refused(ErrorKind.Invalid);
        (await Give(admin, "alice", new string('x', 101))).Refused(ErrorKind.Invalid);

        var user = (await alice.Get("/api/v3/users/alice")).Ok().First("users");
        Assert.Empty(Texts(user["roles"]!));
        Assert.Equal("Alice", user.Text("displayName"));
    }

    [Fact]
    public async Task a_verified_session_has_what_the_users_network_wide_roles_give_and_loses_it_with_them()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.LoginVerified("bob");
        var admin = await amity.Administrator();
        string[] posts = [await alice.Writes("one"), await alice.Writes("two"), await alice.Writes("three")];

        (await Delete(bob, posts[0])).Refused(ErrorKind.PermissionDenied);
        (await Give(admin, "bob", "super-moderator")).Ok();
        (await Delete(bob, posts[0])).Ok();
        (await Give(admin, "bob", "moderator")).Ok();
        (await Delete(bob, posts[1])).Refused(ErrorKind.PermissionDenied);
        (await Give(admin, "bob", "super-moderator")).Ok();
        (await Delete(bob, posts[1])).Ok();
        (await Give(admin, "bob")).Ok();
        (await Delete(bob, posts[2])).Refused(ErrorKind.PermissionDenied);
    }

    [Fact]
    public async Task a_session_that_nobody_vouched_for_has_no_right_whatever_roles_its_user_has()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        await Give(await amity.Administrator(), "bob", "global-admin");
        var post = await alice.Writes("mine");

        (await Delete(bob, post)).Refused(ErrorKind.PermissionDenied);
        (await bob.Put("/api/v3/users", new { userId = "alice", displayName = "Fool" })).Refused(ErrorKind.PermissionDenied);
        (await Give(bob, "alice", "moderator")).Refused(ErrorKind.PermissionDenied);
    }

    [Fact]
    public async Task the_own_row_shows_the_rights_of_the_session_and_that_of_others_what_their_roles_give()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Login("bob");
        await Give(await amity.Administrator(), "bob", "global-admin");
        var unverified = await amity.Login("bob", deviceId: "other");
        var verified = await amity.LoginVerified("bob");
        var post = await unverified.Writes("mine");
        Task<Answer>[] Reads(Person bob) =>
        [
            bob.Get("/api/v3/users/bob"),
            bob.Put("/api/v3/users", new { userId = "bob", description = "Bob" }),
            bob.Get("/api/v3/users?keyword=bob"),
            bob.Get($"/api/v3/posts/{post}"),
        ];

        Assert.Empty(Permissions(unverified.Session));
        Assert.Equal(["global-admin"], Texts(unverified.Session.First("users")["roles"]!));
        Assert.Contains("EDIT_USER", Permissions(verified.Session));
        foreach (var read in Reads(unverified))
        {
            Assert.Empty(Permissions((await read).Ok()));
        }

        foreach (var read in Reads(verified).Append(alice.Get("/api/v3/users/bob")).Append(alice.Get($"/api/v3/posts/{post}")))
        {
            Assert.Contains("EDIT_USER", Permissions((await read).Ok()));
        }

        static List<string> Permissions(JsonNode answer) =>
            [.. answer["users"]!.AsArray().Single(user => user!.Text("userId") == "bob")!["permissions"]!.AsArray().Select(permission => permission!.GetValue<string>())];
    }

    [Fact]
    public async Task a_verified_global_administrator_edits_others_and_gives_roles()
    {
        await using var amity = await AmityHost.Start();
        await amity.Login("alice", "Alice");
        var bob = await amity.LoginVerified("bob");
        await Give(await amity.Administrator(), "bob", "global-admin");

        Assert.Equal(["Al"], (await bob.Put("/api/v3/users", new { userId = "alice", displayName = "Al" })).Ok().All("users", "displayName"));
        Assert.Equal(["moderator"], Texts((await Give(bob, "alice", "moderator")).Ok().First("users")["roles"]!));
        (await bob.Put("/api/v3/network-settings/social", new { showMyPost = false })).Refused(ErrorKind.PermissionDenied);
    }

    private static Task<Answer> Give(Person person, string userId, params string[] roles) => person.Put("/api/v3/users", new { userId, roles });

    private static Task<Answer> Delete(Person person, string postId) => person.Delete($"/api/v4/posts/{postId}");

    private static IEnumerable<string> Texts(JsonNode array) => array.AsArray().Select(text => text!.GetValue<string>());
}
