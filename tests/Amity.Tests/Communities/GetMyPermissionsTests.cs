using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Amity.Tests.Roles;
using Xunit;

namespace Amity.Tests.Communities;

public sealed class GetMyPermissionsTests
{
    [Fact]
    public async Task they_are_what_the_roles_give_and_the_creator_is_told_apart()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });
        await amity.MakesModerator(id, "bob");

        var (hers, his, none) = (await Read(alice, id), await Read(bob, id), await Read(carol, id));

        Assert.Equal((true, false, false), (hers.Flag("isCreator"), his.Flag("isCreator"), none.Flag("isCreator")));
        Assert.Contains("ASSIGN_COMMUNITY_USER_ROLE", Permissions(hers));
        Assert.DoesNotContain("CREATE_COMMUNITY_CATEGORY", Permissions(hers));
        Assert.Equal(Permissions(hers).Order(StringComparer.Ordinal), Permissions(his));
        Assert.Empty(Permissions(none));
    }

    [Fact]
    public async Task a_creator_who_is_demoted_keeps_the_name_and_no_right()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Registers("bob");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });
        await amity.MakesModerator(id, "bob");
        (await alice.Delete($"/api/v3/communities/{id}/users/roles?userIds[]=alice&role=community-moderator")).Ok();

        var mine = await Read(alice, id);

        Assert.True(mine.Flag("isCreator"));
        Assert.Empty(Permissions(mine));
        (await alice.Put($"/api/v3/communities/{id}", new { displayName = "B" })).Refused(ErrorKind.PermissionDenied);
    }

    [Fact]
    public async Task a_role_held_in_the_community_shows_nothing_that_does_not_count_there()
    {
        await using var amity = await AmityHost.Start();
        var (alice, admin) = (await amity.Login("alice"), await amity.Administrator());
        var bob = await amity.LoginVerified("bob");
        var id = await alice.Creates(new { displayName = "A", userIds = new[] { "bob" } });
        (await admin.MakesRole("mixed", "ADD_COMMUNITY_USER", "BAN_USER", "EDIT_MESSAGE", "EXEMPT_FROM_BAN")).Ok();
        (await admin.GivesMember(id, "bob", "mixed")).Ok();

        Assert.Equal(["ADD_COMMUNITY_USER"], Permissions(await Read(bob, id)));
        Assert.Equal(["ADD_COMMUNITY_USER"], Permissions((await alice.Get($"/api/v3/communities/{id}/users")).Ok().Row("bob")));
        Assert.Equal(["ADD_COMMUNITY_USER"], Permissions((await bob.Get($"/api/v3/communities/{id}")).Ok().Row("bob")));

        (await admin.GivesUser("bob", "mixed")).Ok();
        Assert.Equal(["ADD_COMMUNITY_USER", "BAN_USER", "EDIT_MESSAGE", "EXEMPT_FROM_BAN"], Permissions(await Read(bob, id)));
        Assert.Equal(["ADD_COMMUNITY_USER"], Permissions((await bob.Get($"/api/v3/communities/{id}")).Ok().Row("bob")));
    }

    [Fact]
    public async Task an_administrator_has_all_of_them_everywhere()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var admin = await amity.Administrator();
        var id = await alice.Creates(new { displayName = "Secret", isPublic = false });

        var all = Permissions(await Read(admin, id));

        Assert.Contains("EDIT_COMMUNITY", all);
        Assert.Contains("DELETE_ROLE", all);
        Assert.Equal(all.Distinct(), all);
    }

    [Fact]
    public async Task of_what_one_may_not_see_they_are_not_found()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var secret = await alice.Creates(new { displayName = "Secret", isPublic = false });
        var closed = await alice.Creates(new { displayName = "Closed" });
        (await alice.Delete($"/api/v3/communities/{closed}")).Ok();

        (await bob.Get($"/api/v3/communities/{secret}/permissions/me")).Refused(ErrorKind.NotFound);
        (await alice.Get($"/api/v3/communities/{closed}/permissions/me")).Refused(ErrorKind.NotFound);
        (await alice.Get("/api/v3/communities/nothing/permissions/me")).Refused(ErrorKind.NotFound);
        (await amity.Nobody().Get($"/api/v3/communities/{secret}/permissions/me")).Refused(ErrorKind.Unauthenticated);
    }

    private static async Task<JsonNode> Read(Person person, string id) => (await person.Get($"/api/v3/communities/{id}/permissions/me")).Ok();

    private static string[] Permissions(JsonNode answer) => [.. answer["permissions"]!.AsArray().Select(permission => permission!.GetValue<string>())];
}
