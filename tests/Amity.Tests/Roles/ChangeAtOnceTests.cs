using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Tests.Communities;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Roles;

/// <summary>What is taken from a role is refused with the very next call of whoever holds it, and what is given to it is there.</summary>
public sealed class ChangeAtOnceTests
{
    [Fact]
    public async Task a_change_of_a_role_counts_with_the_next_call_of_every_session_of_every_holder()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        await admin.MakesRole("cleaner");
        var people = new List<Person>();
        for (var i = 0; i < 20; i++)
        {
            people.Add(await amity.LoginVerified($"holder{i}"));
            (await admin.GivesUser($"holder{i}", "cleaner")).Ok();
        }

        foreach (var given in (bool[])[false, true, false, true])
        {
            (await admin.ChangesRole("cleaner", given ? ["DELETE_USER_FEED_POST"] : [])).Ok();
            foreach (var person in people)
            {
                var answer = await person.Delete($"/api/v4/posts/{await alice.Writes("mine")}");
                if (given)
                {
                    answer.Ok();
                }
                else
                {
                    answer.Refused(ErrorKind.PermissionDenied);
                }
            }
        }

        (await admin.DeletesRole("cleaner")).Ok();
        foreach (var person in people)
        {
            (await person.Delete($"/api/v4/posts/{await alice.Writes("mine")}")).Refused(ErrorKind.PermissionDenied);
        }
    }

    [Fact]
    public async Task permissions_that_are_added_count_at_once()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        var bob = await amity.LoginVerified("bob");
        var post = await alice.Writes("mine");
        await admin.GivesUser("bob", "super-moderator");

        (await admin.ChangesRole("super-moderator")).Ok();
        (await bob.Delete($"/api/v4/posts/{post}")).Refused(ErrorKind.PermissionDenied);
        (await admin.AddsTo(["super-moderator"], "DELETE_USER_FEED_POST")).Ok();
        (await bob.Delete($"/api/v4/posts/{post}")).Ok();
    }

    [Fact]
    public async Task a_change_that_no_operation_makes_counts_at_once_too()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        var bob = await amity.LoginVerified("bob");
        await admin.GivesUser("bob", "super-moderator");
        (await bob.Delete($"/api/v4/posts/{await alice.Writes("one")}")).Ok();

        await amity.Network.Database.Write(tx => tx.Run("delete from role_permissions where permission = 'DELETE_USER_FEED_POST'"));

        (await bob.Delete($"/api/v4/posts/{await alice.Writes("two")}")).Refused(ErrorKind.PermissionDenied);
    }

    [Fact]
    public async Task a_change_of_the_moderators_role_counts_in_every_community_at_once()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        await amity.Registers("carol");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "carol" } });
        var all = (await admin.SeesRole("community-moderator")).Texts("permissions");

        (await alice.Put($"/api/v3/communities/{id}", new { description = "1" })).Ok();
        (await admin.ChangesRole("community-moderator", [.. all.Where(permission => permission != "EDIT_COMMUNITY")])).Ok();
        (await alice.Put($"/api/v3/communities/{id}", new { description = "2" })).Refused(ErrorKind.PermissionDenied);
        (await alice.Put($"/api/v3/communities/{id}/users/ban", new { userIds = new[] { "carol" } })).Ok();
        (await admin.ChangesRole("community-moderator", all)).Ok();
        (await alice.Put($"/api/v3/communities/{id}", new { description = "3" })).Ok();
    }

    [Fact]
    public async Task answers_show_it_at_once_kept_ones_too()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        var bob = await amity.LoginVerified("bob");
        var id = await alice.Creates(new { displayName = "A" });
        await admin.MakesRole("usher", "ADD_COMMUNITY_USER");
        (await admin.GivesUser("bob", "usher")).Ok();
        await alice.Adds(id, "bob");
        (await alice.GivesMember(id, "bob", "usher")).Ok();

        foreach (var permissions in (string[][])[["ADD_COMMUNITY_USER"], ["ADD_COMMUNITY_USER", "BAN_COMMUNITY_USER"], [], ["BAN_COMMUNITY_USER"]])
        {
            (await admin.ChangesRole("usher", permissions)).Ok();
            for (var again = 0; again < 2; again++)
            {
                Assert.Equal(permissions, (await bob.SeesUser("bob")).Texts("permissions"));
                Assert.Equal(permissions, (await alice.SeesUser("bob")).Texts("permissions"));
                Assert.Equal(permissions, (await bob.Get($"/api/v3/communities/{id}")).Ok().Row("bob").Texts("permissions"));
                Assert.Equal(permissions, (await alice.Get($"/api/v3/communities/{id}/users")).Ok().Row("bob").Texts("permissions"));
                Assert.Equal(permissions, (await bob.Get($"/api/v3/communities/{id}/permissions/me")).Ok().Texts("permissions"));
                Assert.Equal(permissions, (await bob.SeesRole("usher")).Texts("permissions"));
            }
        }

        (await admin.DeletesRole("usher")).Ok();
        Assert.Empty((await bob.SeesUser("bob")).Texts("permissions"));
        var row = (await bob.Get($"/api/v3/communities/{id}")).Ok().Row("bob");
        Assert.Empty(row.Texts("permissions"));
        Assert.Empty(row.Texts("roles"));
        Assert.Empty(await alice.Members(id, "roles[]=usher"));
        Assert.Empty((await bob.Get($"/api/v3/communities/{id}/permissions/me")).Ok().Texts("permissions"));
    }

    [Fact]
    public async Task a_moderator_of_posts_sees_what_waits_only_while_the_role_says_so()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        var bob = await amity.LoginVerified("bob");
        var carol = await amity.Login("carol");
        var id = await alice.Founds(members: ["carol"], needApproval: true);
        var waiting = await carol.Writes("look at me", id);
        await admin.MakesRole("editor");
        await admin.GivesUser("bob", "editor");

        foreach (var given in (bool[])[false, true, false])
        {
            (await admin.ChangesRole("editor", given ? ["REVIEW_COMMUNITY_POST"] : [])).Ok();
            Assert.Equal(given ? 200 : 404, (await bob.Get($"/api/v3/posts/{waiting}")).Status);
            Assert.Equal(given ? 200 : 404, (await bob.Get($"/api/v3/posts/{waiting}")).Status);
        }
    }

    [Fact]
    public async Task a_role_counts_where_it_is_held()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        var bob = await amity.LoginVerified("bob");
        await amity.Registers("carol", "dave");
        var (here, there) = (await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } }), await alice.Creates(new { displayName = "B", userIds = new[] { "bob" } }));
        await admin.MakesRole("usher", "ADD_COMMUNITY_USER");

        (await alice.GivesMember(here, "bob", "usher")).Ok();
        (await Add(bob, here, "carol")).Ok();
        (await Add(bob, there, "carol")).Refused(ErrorKind.PermissionDenied);
        (await alice.TakesFromMember(here, "bob", "usher")).Ok();
        (await admin.GivesUser("bob", "usher")).Ok();
        (await Add(bob, here, "dave")).Ok();
        (await Add(bob, there, "dave")).Ok();

        // Those that are members' alone give nothing in the network, and those of the network are no member's.
        (await admin.GivesUser("bob", "community-moderator", "moderator", "channel-moderator")).Ok();
        (await Add(bob, there, "carol")).Refused(ErrorKind.PermissionDenied);
        Assert.Empty((await bob.SeesUser("bob")).Texts("permissions"));
        (await admin.GivesMember(here, "bob", "super-moderator")).Refused(ErrorKind.Forbidden);
        (await admin.GivesMember(here, "bob", "global-admin")).Refused(ErrorKind.Forbidden);

        static Task<Answer> Add(Person person, string community, string userId) =>
            person.Post($"/api/v3/communities/{community}/users", new { userIds = new[] { userId } });
    }
}
