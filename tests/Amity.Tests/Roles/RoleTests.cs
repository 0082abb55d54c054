using System.Text.Json.Nodes;
using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Text;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Roles;

public sealed class QueryRolesTests
{
    private static readonly string[] BuiltIn = ["channel-moderator", "community-moderator", "global-admin", "moderator", "super-moderator"];

    [Fact]
    public async Task every_user_reads_the_built_in_roles_with_what_they_give()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        var page = (await alice.Get("/api/v3/roles?keyword=&sortBy=displayName&options[limit]=10")).Ok();

        Assert.Equal(["channel-moderator", "community-moderator", "global-admin", "moderator", "super-moderator"], page.All("roles", "roleId"));
        var moderator = page["roles"]![1]!;
        Assert.Equal("Community moderator", moderator.Text("displayName"));
        Assert.Contains("DELETE_COMMUNITY_POST", Permissions(moderator));
        Assert.DoesNotContain("DELETE_USER_FEED_POST", Permissions(moderator));
        Assert.Contains("ASSIGN_USER_ROLE", Permissions(page["roles"]![2]!));
        Assert.False(moderator.Flag("isDeleted"));
        Assert.EndsWith("Z", moderator.Text("updatedAt"));
        Assert.Equal("{}", page["paging"]!.ToJsonString());
        (await amity.Nobody().Get("/api/v3/roles")).Refused(ErrorKind.Unauthenticated);
    }

    [Theory]
    [InlineData("displayName")]
    [InlineData("firstCreated")]
    [InlineData("lastCreated")]
    [InlineData("")]
    public async Task pages_lead_there_and_back(string sortBy)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        Assert.Equal(BuiltIn, (await alice.ThereAndBack($"/api/v3/roles?sortBy={sortBy}", "roles", "roleId", size: 2)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("MODER", 4)]
    [InlineData("administrator", 1)]
    [InlineData("%", 0)]
    [InlineData("möder", 0)]
    public async Task a_keyword_matches_any_case_but_letter_for_letter(string keyword, int found)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        Assert.Equal(found, (await alice.Get($"/api/v3/roles?keyword={Uri.EscapeDataString(keyword)}")).Ok().All("roles", "roleId").Count);
    }

    [Theory]
    [InlineData("sortBy=age")]
    [InlineData("options[limit]=0")]
    [InlineData("keyword=LONG")]
    public async Task a_wrong_parameter_is_invalid(string query)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        (await alice.Get($"/api/v3/roles?{query.Replace("LONG", new string('x', 101))}")).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task the_second_version_lists_them_wrapped()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        var answer = (await alice.Get("/api/v2/roles")).Ok();

        Assert.Equal("success", answer.Text("status"));
        Assert.Equal(BuiltIn, answer["data"]!.All("roles", "publicId"));
        Assert.Contains("EDIT_USER", Permissions(answer["data"]!["roles"]![2]!));
        (await amity.Nobody().Get("/api/v2/roles")).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task one_role_comes_in_a_list_of_its_own()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        var role = Assert.Single((await alice.Get("/api/v3/roles/super-moderator")).Ok().AsArray())!;

        Assert.Equal(("super-moderator", "Super moderator"), (role.Text("roleId"), role.Text("displayName")));
        Assert.Contains("BAN_USER", Permissions(role));
        (await alice.Get("/api/v3/roles/some")).Refused(ErrorKind.NotFound);
        (await amity.Nobody().Get("/api/v3/roles/moderator")).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task a_deleted_role_is_not_found()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Network.Database.Write(tx => tx.Run("update roles set is_deleted = true where role_id = 'moderator'"));

        (await alice.Get("/api/v3/roles/moderator")).Refused(ErrorKind.NotFound);
        Assert.DoesNotContain("moderator", (await alice.Get("/api/v3/roles")).Ok().All("roles", "roleId"));
        Assert.DoesNotContain("moderator", (await alice.Get("/api/v2/roles")).Ok()["data"]!.All("roles", "publicId"));
    }

    [Fact]
    public async Task the_schema_names_the_built_in_roles_as_the_program_would_store_them()
    {
        await using var amity = await AmityHost.Start();
        using var read = amity.Network.Database.Read();
        var roles = await read.Many<Row>("select role_id, display_name, display_name_key, display_name_search from roles limit 100");

        Assert.Equal(BuiltIn, roles.Select(role => role.RoleId).Order(StringComparer.Ordinal));
        Assert.All(roles, role => Assert.Equal(
            (SortKey.Of(role.DisplayName), SearchKey.Of(role.DisplayName)), (role.DisplayNameKey, role.DisplayNameSearch)));
    }

    private static IEnumerable<string> Permissions(JsonNode role) => role["permissions"]!.AsArray().Select(permission => permission!.GetValue<string>());

    private sealed record Row
    {
        public string RoleId { get; init; } = "";

        public string DisplayName { get; init; } = "";

        public string DisplayNameKey { get; init; } = "";

        public string DisplayNameSearch { get; init; } = "";
    }
}
