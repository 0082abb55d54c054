using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Modules.Roles;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Roles;

public sealed class WriteRoleTests
{
    /// <summary>As the API's description enumerates them.</summary>
    private static readonly string[] OfTheApi =
    [
        "MUTE_CHANNEL", "CLOSE_CHANNEL", "EDIT_CHANNEL", "EDIT_CHANNEL_RATELIMIT", "EDIT_MESSAGE", "DELETE_MESSAGE", "BAN_USER_FROM_CHANNEL",
        "MUTE_USER_INSIDE_CHANNEL", "ADD_CHANNEL_USER", "REMOVE_CHANNEL_USER", "EDIT_CHANNEL_USER", "ASSIGN_CHANNEL_USER_ROLE", "BAN_USER", "EDIT_USER",
        "ASSIGN_USER_ROLE", "EDIT_USER_FEED_POST", "DELETE_USER_FEED_POST", "EDIT_USER_FEED_COMMENT", "DELETE_USER_FEED_COMMENT", "ADD_COMMUNITY_USER",
        "REMOVE_COMMUNITY_USER", "EDIT_COMMUNITY_USER", "BAN_COMMUNITY_USER", "MUTE_COMMUNITY_USER", "EDIT_COMMUNITY", "DELETE_COMMUNITY",
        "EDIT_COMMUNITY_POST", "DELETE_COMMUNITY_POST", "PIN_COMMUNITY_POST", "EDIT_COMMUNITY_COMMENT", "DELETE_COMMUNITY_COMMENT",
        "ASSIGN_COMMUNITY_USER_ROLE", "CREATE_COMMUNITY_CATEGORY", "EDIT_COMMUNITY_CATEGORY", "DELETE_COMMUNITY_CATEGORY", "CREATE_ROLE", "EDIT_ROLE",
        "DELETE_ROLE", "MANAGE_COMMUNITY_STORY",
    ];

    [Fact]
    public async Task an_administrator_creates_a_role_and_everybody_reads_it()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");

        var made = Assert.Single((await admin.Post(RoleCalls.Path, new
        {
            roleId = "usher / 1",
            displayName = "Usher",
            permissions = new[] { "BAN_COMMUNITY_USER", "ADD_COMMUNITY_USER", "ADD_COMMUNITY_USER" },
        })).Ok().AsArray())!;

        Assert.Equal(("usher / 1", "Usher", false), (made.Text("roleId"), made.Text("displayName"), made.Flag("isDeleted")));
        Assert.Equal(["ADD_COMMUNITY_USER", "BAN_COMMUNITY_USER"], made.Texts("permissions"));
        Assert.True(JsonNode.DeepEquals(made, await alice.SeesRole("usher / 1")));
        Assert.Contains("usher / 1", (await alice.Get($"{RoleCalls.Path}?keyword=SHER")).Ok().All("roles", "roleId"));
        Assert.Contains("usher / 1", (await alice.Get("/api/v2/roles")).Ok()["data"]!.All("roles", "publicId"));
        Assert.Equal("guest", (await admin.MakesRole("guest")).Ok()[0]!.Text("displayName"));
    }

    [Fact]
    public async Task every_permission_of_the_api_and_of_the_program_can_be_given()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();

        Assert.Equal(OfTheApi.Order(StringComparer.Ordinal), (await admin.MakesRole("api", OfTheApi)).Ok()[0]!.Texts("permissions"));
        Assert.Equal(Permissions.All.Count, (await admin.MakesRole("all", [.. Permissions.All])).Ok()[0]!.Texts("permissions").Length);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"roleId":"a"}""")]
    [InlineData("""{"permissions":[]}""")]
    [InlineData("""{"roleId":"","permissions":[]}""")]
    [InlineData("""{"roleId":"LONG","permissions":[]}""")]
    [InlineData("""{"roleId":"a","displayName":"LONG","permissions":[]}""")]
    [InlineData("""{"roleId":"a","permissions":["FLY"]}""")]
    [InlineData("""{"roleId":"a","permissions":["edit_user"]}""")]
    [InlineData("""{"roleId":"a","permissions":["EDIT_USER",null]}""")]
    [InlineData("""{"roleId":"a","permissions":"EDIT_USER"}""")]
    [InlineData("""{"roleId":7,"permissions":[]}""")]
    public async Task a_wrong_role_is_invalid(string body)
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();

        (await admin.Post(RoleCalls.Path, Json(body.Replace("LONG", new string('x', 101))))).Refused(ErrorKind.Invalid);
        Assert.Equal(5, await amity.Number("select count(*) from roles"));
    }

    [Fact]
    public async Task the_longest_id_and_name_are_taken()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var longest = new string('x', 100);

        (await admin.Post(RoleCalls.Path, new { roleId = longest, displayName = longest, permissions = Array.Empty<string>() })).Ok();
        Assert.Equal(longest, (await admin.SeesRole(longest)).Text("displayName"));
    }

    [Fact]
    public async Task an_id_means_one_role_for_good()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        await amity.Login("alice");

        (await admin.MakesRole("usher", "EDIT_USER")).Ok();
        (await admin.MakesRole("usher")).Refused(ErrorKind.Duplicate);
        (await admin.MakesRole("moderator")).Refused(ErrorKind.Duplicate);
        (await admin.GivesUser("alice", "usher")).Ok();
        (await admin.DeletesRole("usher")).Ok();
        (await admin.MakesRole("usher", "EDIT_USER")).Refused(ErrorKind.Duplicate);
        Assert.Empty((await admin.SeesUser("alice")).Texts("roles"));
    }

    [Fact]
    public async Task a_network_has_a_thousand_roles_at_most_and_lists_all_of_them()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        await amity.Network.Database.Write(async tx =>
        {
            for (var i = 5; i < 999; i++)
            {
                await Core.Data.Sql.Run(tx, "insert into roles values (@id, @id, @id, @id, false, true, false, @now, @now)", new { id = $"role {i}", now = tx.Now });
            }

            return true;
        });

        (await admin.MakesRole("last")).Ok();
        (await admin.MakesRole("one too many")).Refused(ErrorKind.BadRequest);
        Assert.Equal(1000, (await admin.Get("/api/v2/roles")).Ok()["data"]!["roles"]!.AsArray().Count);
    }

    [Fact]
    public async Task a_change_replaces_what_a_role_gives_and_keeps_what_is_not_sent()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var admin = await amity.Administrator();
        var before = (await admin.Post(RoleCalls.Path, new { roleId = "usher", displayName = "Usher", permissions = new[] { "EDIT_USER", "BAN_USER" } })).Ok()[0]!;
        clock.Advance(TimeSpan.FromSeconds(1));

        var changed = (await admin.Put($"{RoleCalls.Path}/usher", new { roleId = "other", permissions = new[] { "CREATE_ROLE", "BAN_USER" } })).Ok()[0]!;

        Assert.Equal(("usher", "Usher"), (changed.Text("roleId"), changed.Text("displayName")));
        Assert.Equal(["BAN_USER", "CREATE_ROLE"], changed.Texts("permissions"));
        Assert.Equal(before.Text("createdAt"), changed.Text("createdAt"));
        Assert.NotEqual(before.Text("updatedAt"), changed.Text("updatedAt"));
        Assert.Equal("Porter", (await admin.Put($"{RoleCalls.Path}/usher", new { displayName = "Porter", permissions = Array.Empty<string>() })).Ok()[0]!.Text("displayName"));
        Assert.Equal(["usher"], (await admin.Get($"{RoleCalls.Path}?keyword=port")).Ok().All("roles", "roleId"));
        Assert.Empty((await admin.SeesRole("usher")).Texts("permissions"));
        (await admin.Put($"{RoleCalls.Path}/usher", new { displayName = "Porter" })).Refused(ErrorKind.Invalid);
        (await admin.ChangesRole("usher", "FLY")).Refused(ErrorKind.Invalid);
        (await admin.ChangesRole("other")).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task the_second_version_adds_permissions_to_several_roles_or_to_none()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        await admin.MakesRole("usher", "BAN_USER");
        await admin.MakesRole("guest");

        var answer = (await admin.AddsTo(["usher", "guest", "usher"], "EDIT_USER", "BAN_USER")).Ok();

        Assert.Equal("success", answer.Text("status"));
        Assert.Equal(["usher", "guest"], answer["data"]!.All("roles", "publicId"));
        foreach (var role in (string[])["usher", "guest"])
        {
            Assert.Equal(["BAN_USER", "EDIT_USER"], (await admin.SeesRole(role)).Texts("permissions"));
        }

        (await admin.AddsTo(["guest", "some"], "CREATE_ROLE")).Refused(ErrorKind.NotFound);
        (await admin.AddsTo(["guest", "global-admin"], "CREATE_ROLE")).Refused(ErrorKind.Forbidden);
        (await admin.AddsTo(["guest"], "FLY")).Refused(ErrorKind.Invalid);
        (await admin.AddsTo([], "CREATE_ROLE")).Refused(ErrorKind.Invalid);
        (await admin.Put("/api/v2/roles", new { publicIds = new[] { "guest" } })).Refused(ErrorKind.Invalid);
        Assert.Equal(["BAN_USER", "EDIT_USER"], (await admin.SeesRole("guest")).Texts("permissions"));
    }

    [Fact]
    public async Task a_deleted_role_is_gone_for_everybody_and_from_everybody()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        var alice = await amity.Login("alice");
        await admin.MakesRole("usher", "EDIT_USER");
        await admin.MakesRole("guest");
        (await admin.GivesUser("alice", "usher", "guest")).Ok();

        var deleted = (await admin.DeletesRole("usher")).Ok()[0]!;

        Assert.True(deleted.Flag("isDeleted"));
        Assert.Equal("usher", deleted.Text("roleId"));
        (await alice.Get($"{RoleCalls.Path}/usher")).Refused(ErrorKind.NotFound);
        Assert.DoesNotContain("usher", (await alice.Get(RoleCalls.Path)).Ok().All("roles", "roleId"));
        Assert.DoesNotContain("usher", (await alice.Get("/api/v2/roles")).Ok()["data"]!.All("roles", "publicId"));
        var user = await alice.SeesUser("alice");
        Assert.Equal(["guest"], user.Texts("roles"));
        Assert.Empty(user.Texts("permissions"));
        (await admin.GivesUser("alice", "guest", "usher")).Refused(ErrorKind.NotFound);
        (await admin.ChangesRole("usher")).Refused(ErrorKind.NotFound);
        (await admin.AddsTo(["usher"], "EDIT_USER")).Refused(ErrorKind.NotFound);
        (await admin.DeletesRole("usher")).Refused(ErrorKind.NotFound);

        // What is shown can be sent back: the role that is dead is no hindrance.
        (await alice.GivesUser("alice", "guest")).Ok();
    }

    [Fact]
    public async Task built_in_roles_keep_ids_and_names_and_are_never_deleted()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        foreach (var role in (string[])["community-moderator", "channel-moderator", "moderator", "super-moderator", "global-admin"])
        {
            var before = await admin.SeesRole(role);
            (await admin.DeletesRole(role)).Refused(ErrorKind.Forbidden);
            (await admin.Put($"{RoleCalls.Path}/{role}", new { displayName = "Boss", permissions = before.Texts("permissions") })).Refused(ErrorKind.Forbidden);
            Assert.True(JsonNode.DeepEquals(before, await admin.SeesRole(role)));
        }

        Assert.Equal(["EDIT_USER"], (await admin.ChangesRole("super-moderator", "EDIT_USER")).Ok()[0]!.Texts("permissions"));
        Assert.Equal("Super moderator", (await admin.SeesRole("super-moderator")).Text("displayName"));
    }

    [Fact]
    public async Task the_role_of_administrators_gives_everything_whoever_asks()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator();
        Assert.Equal(Permissions.All.Order(StringComparer.Ordinal), (await admin.SeesRole("global-admin")).Texts("permissions"));

        (await admin.ChangesRole("global-admin")).Refused(ErrorKind.Forbidden);
        (await admin.AddsTo(["global-admin"], "EDIT_USER")).Refused(ErrorKind.Forbidden);

        Assert.Equal(Permissions.All.Count, (await admin.SeesRole("global-admin")).Texts("permissions").Length);
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");
}
