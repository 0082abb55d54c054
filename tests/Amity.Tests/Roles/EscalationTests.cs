using Amity.Core.Errors;
using Amity.Tests.Communities;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Roles;

/// <summary>Nobody but an administrator hands out, or takes away, what they do not hold themselves.</summary>
public sealed class EscalationTests
{
    [Fact]
    [Refuses("createRole", "updateRole", "deleteRole", "addPermissions")]
    public async Task without_the_permission_for_it_nobody_writes_roles()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        await admin.MakesRole("usher", "EDIT_USER");
        var alice = await amity.Login("alice");
        var unvouched = await amity.Login("carol");
        await admin.GivesUser("carol", "global-admin");
        var vouched = await amity.LoginVerified("bob");
        await admin.GivesUser("bob", "super-moderator");

        foreach (var person in (Person[])[alice, unvouched, vouched])
        {
            (await person.MakesRole("mine")).Refused(ErrorKind.PermissionDenied);
            (await person.ChangesRole("usher")).Refused(ErrorKind.PermissionDenied);
            (await person.AddsTo(["usher"], "EDIT_USER")).Refused(ErrorKind.PermissionDenied);
            (await person.DeletesRole("usher")).Refused(ErrorKind.PermissionDenied);

            // Nor do they learn by it which roles there are.
            (await person.DeletesRole("none")).Refused(ErrorKind.PermissionDenied);
        }

        Assert.Equal(["EDIT_USER"], (await admin.SeesRole("usher")).Texts("permissions"));
    }

    [Theory]
    [InlineData("CREATE_ROLE")]
    [InlineData("EDIT_ROLE")]
    [InlineData("DELETE_ROLE")]
    public async Task each_permission_for_roles_opens_its_own_operation_alone(string permission)
    {
        await using var amity = await AmityHost.Start();
        var bob = await Holder(amity, permission);
        var admin = await amity.Administrator();
        foreach (var role in (string[])["a", "b", "c"])
        {
            await admin.MakesRole(role);
        }

        Check("CREATE_ROLE", await bob.MakesRole("new"));
        Check("EDIT_ROLE", await bob.ChangesRole("a"));
        Check("EDIT_ROLE", await bob.AddsTo(["b"], permission));
        Check("DELETE_ROLE", await bob.DeletesRole("c"));

        void Check(string needed, Answer answer)
        {
            if (needed == permission)
            {
                answer.Ok();
            }
            else
            {
                answer.Refused(ErrorKind.PermissionDenied);
            }
        }
    }

    [Fact]
    public async Task who_creates_a_role_puts_into_it_what_they_hold()
    {
        await using var amity = await AmityHost.Start();
        var bob = await Holder(amity, "CREATE_ROLE", "EDIT_USER");

        (await bob.MakesRole("small", "EDIT_USER")).Ok();
        (await bob.MakesRole("great", "EDIT_USER", "ASSIGN_USER_ROLE")).Refused(ErrorKind.PermissionDenied);
        (await bob.Get($"{RoleCalls.Path}/great")).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task who_edits_a_role_holds_what_it_gives_before_and_after()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var bob = await Holder(amity, "EDIT_ROLE", "EDIT_USER");
        await admin.MakesRole("small", "EDIT_USER");
        await admin.MakesRole("great", "EDIT_USER", "BAN_USER");

        (await bob.ChangesRole("small", "EDIT_USER", "EDIT_ROLE")).Ok();
        (await bob.ChangesRole("small", "EDIT_USER", "BAN_USER")).Refused(ErrorKind.PermissionDenied);
        (await bob.AddsTo(["small"], "BAN_USER")).Refused(ErrorKind.PermissionDenied);
        (await bob.ChangesRole("great", "EDIT_USER")).Refused(ErrorKind.PermissionDenied);
        (await bob.AddsTo(["small", "great"], "EDIT_USER")).Refused(ErrorKind.PermissionDenied);

        // Least of all their own.
        (await bob.ChangesRole("what bob has", "EDIT_ROLE", "EDIT_USER", "ASSIGN_USER_ROLE")).Refused(ErrorKind.PermissionDenied);
        Assert.Equal(["EDIT_ROLE", "EDIT_USER"], (await admin.SeesRole("small")).Texts("permissions"));
        Assert.Equal(["BAN_USER", "EDIT_USER"], (await admin.SeesRole("great")).Texts("permissions"));
    }

    [Fact]
    public async Task built_in_roles_are_for_administrators_alone_to_change()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var bob = await amity.LoginVerified("bob");
        await admin.GivesUser("bob", "global-admin");

        (await bob.MakesRole("his", "BAN_USER")).Ok();
        (await bob.ChangesRole("community-moderator")).Refused(ErrorKind.PermissionDenied);
        (await bob.AddsTo(["moderator"], "BAN_USER")).Refused(ErrorKind.PermissionDenied);
        (await bob.DeletesRole("moderator")).Refused(ErrorKind.Forbidden);
        Assert.Contains("BAN_COMMUNITY_USER", (await admin.SeesRole("community-moderator")).Texts("permissions"));
    }

    [Fact]
    public async Task who_deletes_a_role_holds_what_it_gives()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var bob = await Holder(amity, "DELETE_ROLE");
        await admin.MakesRole("small", "DELETE_ROLE");
        await admin.MakesRole("great", "BAN_USER");

        (await bob.DeletesRole("great")).Refused(ErrorKind.PermissionDenied);
        (await bob.DeletesRole("small")).Ok();
        (await bob.DeletesRole("small")).Refused(ErrorKind.NotFound);
    }

    [Fact]
    [Refuses("updateUser")]
    public async Task who_assigns_roles_in_the_network_gives_and_takes_what_they_hold()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        await amity.Login("alice");
        var bob = await Holder(amity, "ASSIGN_USER_ROLE", "EDIT_USER");
        await admin.MakesRole("small", "EDIT_USER");
        await admin.MakesRole("great", "BAN_USER");

        (await bob.GivesUser("alice", "small")).Ok();
        (await bob.GivesUser("alice", "small", "great")).Refused(ErrorKind.PermissionDenied);
        (await bob.GivesUser("alice", "global-admin")).Refused(ErrorKind.PermissionDenied);
        (await bob.GivesUser("bob", "what bob has", "super-moderator")).Refused(ErrorKind.PermissionDenied);
        Assert.Equal(["small"], (await admin.SeesUser("alice")).Texts("roles"));

        (await admin.GivesUser("alice", "great", "small")).Ok();
        (await bob.GivesUser("alice", "small")).Refused(ErrorKind.PermissionDenied);
        (await bob.GivesUser("alice", "great")).Ok();
        (await bob.GivesUser("alice", "great")).Ok();
        Assert.Equal(["great"], (await admin.SeesUser("alice")).Texts("roles"));
    }

    [Fact]
    [Refuses("addCommunityUserRoles", "removeCommunityUserRoles")]
    public async Task who_assigns_roles_in_a_community_gives_and_takes_what_they_hold_there()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        await amity.Registers("carol");
        await admin.MakesRole("usher", "ADD_COMMUNITY_USER");
        await admin.MakesRole("deputy", "ADD_COMMUNITY_USER", "ASSIGN_COMMUNITY_USER_ROLE");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob", "carol" } });
        (await alice.GivesMember(id, "bob", "deputy")).Ok();

        (await bob.GivesMember(id, "carol", "usher")).Ok();
        (await bob.GivesMember(id, "carol", "community-moderator")).Refused(ErrorKind.PermissionDenied);
        (await bob.GivesMember(id, "bob", "community-moderator")).Refused(ErrorKind.PermissionDenied);
        (await bob.GivesMember(id, "carol", "usher", "moderator")).Refused(ErrorKind.PermissionDenied);
        (await alice.GivesMember(id, "carol", "community-moderator")).Ok();
        (await bob.TakesFromMember(id, "alice", "community-moderator")).Refused(ErrorKind.PermissionDenied);
        (await bob.TakesFromMember(id, "carol", "usher")).Ok();

        // What counts in channels or in the network counts nothing there, so that it is no hindrance.
        (await alice.GivesMember(id, "carol", "moderator")).Ok();
        await admin.MakesRole("elsewhere", "BAN_USER", "EDIT_MESSAGE");
        (await bob.GivesMember(id, "carol", "elsewhere")).Ok();
        Assert.Equal(["community-moderator", "elsewhere", "moderator"], Row(await alice.Get($"/api/v3/communities/{id}/users"), "carol"));
    }

    [Theory]
    [Refuses("removeCommunityUsers", "banCommunityUsers")]
    [InlineData("REMOVE_COMMUNITY_USER")]
    [InlineData("BAN_COMMUNITY_USER")]
    public async Task who_ends_memberships_holds_what_the_roles_of_the_members_there_give(string permission)
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        await amity.Registers("carol", "dave", "erin");
        await admin.MakesRole("bouncer", permission);
        await admin.MakesRole("usher", "ADD_COMMUNITY_USER");
        await admin.MakesRole("elsewhere", "BAN_USER", "EDIT_MESSAGE");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob", "carol", "dave", "erin" } });
        (await alice.GivesMember(id, "bob", "bouncer")).Ok();
        (await admin.GivesMember(id, "carol", "usher")).Ok();
        (await admin.GivesMember(id, "dave", "elsewhere", "bouncer")).Ok();
        Task<Answer> Ends(Person who, params string[] userIds) => permission == "BAN_COMMUNITY_USER"
            ? who.Put($"/api/v3/communities/{id}/users/ban", new { userIds })
            : who.Delete($"/api/v3/communities/{id}/users", new { userIds });

        (await Ends(bob, "alice")).Refused(ErrorKind.PermissionDenied);
        (await Ends(bob, "erin", "carol")).Refused(ErrorKind.PermissionDenied);
        Assert.Equal(["alice", "bob", "carol", "dave", "erin"], (await alice.Members(id, "memberships[]=member")).Order());

        (await Ends(bob, "erin", "dave")).Ok();
        (await Ends(alice, "carol")).Ok();
        Assert.Equal(["alice", "bob"], (await alice.Members(id, "memberships[]=member")).Order());

        // Moderators are equals, and one remains.
        (await alice.GivesMember(id, "bob", "community-moderator")).Ok();
        (await Ends(bob, "alice")).Ok();
        (await Ends(admin, "bob")).Refused(ErrorKind.LastMember);
    }

    [Fact]
    public async Task a_role_that_was_deleted_protects_nobody()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        await amity.Registers("carol");
        await admin.MakesRole("bouncer", "REMOVE_COMMUNITY_USER");
        await admin.MakesRole("usher", "ADD_COMMUNITY_USER");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob", "carol" } });
        (await alice.GivesMember(id, "bob", "bouncer")).Ok();
        (await alice.GivesMember(id, "carol", "usher")).Ok();

        (await bob.Delete($"/api/v3/communities/{id}/users?userIds[]=carol")).Refused(ErrorKind.PermissionDenied);
        (await admin.DeletesRole("usher")).Ok();
        (await bob.Delete($"/api/v3/communities/{id}/users?userIds[]=carol")).Ok();
    }

    private static string[] Row(Answer members, string userId) => members.Ok().Row(userId).Texts("roles");

    /// <summary>Bob, with a role in the network that gives just these.</summary>
    private static async Task<Person> Holder(AmityHost amity, params string[] permissions)
    {
        var admin = await amity.Administrator();
        (await admin.MakesRole("what bob has", permissions)).Ok();
        var bob = await amity.LoginVerified("bob");
        (await admin.GivesUser("bob", "what bob has")).Ok();
        return bob;
    }
}
