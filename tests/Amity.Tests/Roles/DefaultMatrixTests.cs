using System.Reflection;
using Amity.Core.Identity;
using Amity.Modules.Roles;
using Amity.Tests.Categories;
using Amity.Tests.Comments;
using Amity.Tests.Communities;
using Amity.Tests.Kit;
using Amity.Tests.Moderation;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Roles;

/// <summary>
/// What each built-in role lets its holder do and what not, and what each permission opens by itself: one deed for each permission that the
/// program asks for, always the same one.
/// </summary>
public sealed class DefaultMatrixTests : IAsyncLifetime
{
    private AmityHost amity = null!;
    private Person admin = null!, owner = null!, pia = null!;
    private int sequence;

    /// <summary>One deed for each, by somebody in a community where posts are reviewed.</summary>
    private static readonly Dictionary<string, Func<DefaultMatrixTests, Person, string, Task<Answer>>> Deeds = new()
    {
        ["EDIT_COMMUNITY"] = (_, who, community) => who.Put($"/api/v3/communities/{community}", new { description = "new" }),
        ["DELETE_COMMUNITY"] = (_, who, community) => who.Delete($"/api/v3/communities/{community}"),
        ["ADD_COMMUNITY_USER"] = (_, who, community) => who.Post($"/api/v3/communities/{community}/users", new { userIds = new[] { "guest" } }),
        ["REMOVE_COMMUNITY_USER"] = (_, who, community) => who.Delete($"/api/v3/communities/{community}/users", new { userIds = new[] { "pia" } }),
        ["BAN_COMMUNITY_USER"] = (_, who, community) => who.Put($"/api/v3/communities/{community}/users/ban", new { userIds = new[] { "pia" } }),
        ["ASSIGN_COMMUNITY_USER_ROLE"] = (_, who, community) => who.GivesMember(community, "pia", "nothing"),
        ["EDIT_COMMUNITY_POST"] = async (t, who, community) => await Edit(who, "posts", await t.owner.Writes("a post", community)),
        ["DELETE_COMMUNITY_POST"] = async (t, who, community) => await who.Delete($"/api/v4/posts/{await t.owner.Writes("a post", community)}"),
        ["REVIEW_COMMUNITY_POST"] = async (t, who, community) =>
        {
            // Who does not review does not find what waits.
            var answer = await who.Post($"/api/v3/posts/{await t.pia.Writes("a post", community)}/approve");
            return answer.Status == 404 ? answer with { Status = 403 } : answer;
        },
        ["CREATE_PRIVILEGED_POST"] = async (t, who, community) =>
        {
            (await t.admin.Put($"/api/v3/communities/{community}", new { onlyAdminCanPost = true })).Ok();
            return await who.Post("/api/v4/posts", Posting.Text("a post", community));
        },
        ["EDIT_COMMUNITY_COMMENT"] = async (t, who, community) => await Edit(who, "comments", await t.owner.Comment(await t.owner.Writes("a post", community))),
        ["DELETE_COMMUNITY_COMMENT"] = async (t, who, community) =>
            await who.Delete($"/api/v4/comments/{await t.owner.Comment(await t.owner.Writes("a post", community))}"),
        ["EDIT_USER"] = (_, who, _) => who.Put("/api/v3/users", new { userId = "pia", description = "new" }),
        ["ASSIGN_USER_ROLE"] = async (t, who, _) =>
        {
            var held = (await t.admin.SeesUser(who.UserId)).Texts("roles");
            var answer = await who.GivesUser(who.UserId, [.. held, "nothing"]);
            (await t.admin.GivesUser(who.UserId, held)).Ok();
            return answer;
        },
        ["EDIT_USER_FEED_POST"] = async (t, who, _) => await Edit(who, "posts", await t.pia.Writes("a post")),
        ["DELETE_USER_FEED_POST"] = async (t, who, _) => await who.Delete($"/api/v4/posts/{await t.pia.Writes("a post")}"),
        ["EDIT_USER_FEED_COMMENT"] = async (t, who, _) => await Edit(who, "comments", await t.pia.Comment(await t.pia.Writes("a post"))),
        ["DELETE_USER_FEED_COMMENT"] = async (t, who, _) => await who.Delete($"/api/v4/comments/{await t.pia.Comment(await t.pia.Writes("a post"))}"),
        ["CREATE_COMMUNITY_CATEGORY"] = (t, who, _) => who.Post(CategoryCalls.Path, new { name = t.New() }),
        ["EDIT_COMMUNITY_CATEGORY"] = async (t, who, _) => await who.Put($"{CategoryCalls.Path}/{await t.admin.CreatesCategory(t.New())}", new { name = t.New() }),
        ["DELETE_COMMUNITY_CATEGORY"] = async (t, who, _) => await who.Delete($"{CategoryCalls.Path}/{await t.admin.CreatesCategory(t.New())}"),
        ["CREATE_ROLE"] = (t, who, _) => who.MakesRole(t.New()),
        ["EDIT_ROLE"] = async (t, who, _) => await who.ChangesRole(await t.Role()),
        ["DELETE_ROLE"] = async (t, who, _) => await who.DeletesRole(await t.Role()),
        ["EXEMPT_FROM_BLACKLIST"] = (_, who, _) => who.SaysOnWall("this is forbiddenword indeed"),
        ["EXEMPT_FROM_WHITELIST"] = (_, who, _) => who.SaysOnWall("see https://elsewhere.example.com"),
    };

    private static readonly string[] InCommunity =
    [
        "EDIT_COMMUNITY", "DELETE_COMMUNITY", "ADD_COMMUNITY_USER", "REMOVE_COMMUNITY_USER", "BAN_COMMUNITY_USER", "ASSIGN_COMMUNITY_USER_ROLE",
        "EDIT_COMMUNITY_POST", "DELETE_COMMUNITY_POST", "REVIEW_COMMUNITY_POST", "CREATE_PRIVILEGED_POST", "EDIT_COMMUNITY_COMMENT", "DELETE_COMMUNITY_COMMENT",
    ];

    private static readonly string[] InNetwork =
    [
        .. InCommunity, "EDIT_USER_FEED_POST", "DELETE_USER_FEED_POST", "EDIT_USER_FEED_COMMENT", "DELETE_USER_FEED_COMMENT", "EXEMPT_FROM_BLACKLIST",
        "EXEMPT_FROM_WHITELIST",
    ];

    public async Task InitializeAsync()
    {
        amity = await AmityHost.Start();
        (admin, owner, pia) = (await amity.Administrator(), await amity.Login("owner"), await amity.Login("pia"));
        await amity.Registers("guest");
        (await admin.MakesRole("nothing")).Ok();
        await admin.BlocksWords("forbiddenword");
        await admin.Allows("here.example.com");
        await admin.SwitchesAllowlist(true);
    }

    public Task DisposeAsync() => amity.DisposeAsync().AsTask();

    [Theory]
    [InlineData("", "nobody")]
    [InlineData("channel-moderator", "nobody")]
    [InlineData("community-moderator", "community")]
    [InlineData("moderator", "community")]
    public async Task a_member_may_in_the_community_what_its_role_there_says(string role, string what)
    {
        var member = await amity.LoginVerified("member");
        await Check(member, what == "community" ? InCommunity : [], role);
    }

    [Theory]
    [InlineData("community-moderator", "nobody")]
    [InlineData("channel-moderator", "nobody")]
    [InlineData("moderator", "nobody")]
    [InlineData("super-moderator", "network")]
    [InlineData("global-admin", "all")]
    public async Task a_user_may_in_the_network_what_its_role_there_says(string role, string what)
    {
        var holder = await amity.LoginVerified("holder");
        (await admin.GivesUser("holder", role)).Ok();
        await Check(holder, what switch { "network" => InNetwork, "all" => [.. Deeds.Keys], _ => [] }, "");
    }

    [Fact]
    public async Task whoever_nobody_vouched_for_may_nothing_by_a_role_in_the_network()
    {
        var holder = await amity.Login("holder");
        (await admin.GivesUser("holder", "global-admin")).Ok();
        await Check(holder, [], "");
    }

    [Fact]
    public async Task an_administrators_token_may_everything() => await Check(admin, [.. Deeds.Keys], "");

    [Fact]
    public async Task each_permission_opens_its_deed_and_its_loss_closes_it_at_once()
    {
        var holder = await amity.LoginVerified("holder");
        var id = await Role();
        (await admin.GivesUser("holder", id)).Ok();
        foreach (var permission in Deeds.Keys)
        {
            foreach (var given in (bool[])[true, false])
            {
                (await admin.ChangesRole(id, given ? [permission] : [])).Ok();
                await Check(holder, permission, given, await Community(holder, ""));
            }
        }
    }

    [Fact]
    public async Task each_permission_of_communities_opens_its_deed_where_the_role_is_held_and_nowhere_else()
    {
        var holder = await amity.LoginVerified("holder");
        var id = await Role();
        foreach (var permission in Deeds.Keys)
        {
            (await admin.ChangesRole(id, permission)).Ok();
            await Check(holder, permission, Permissions.OfCommunities.Contains(permission), await Community(holder, id));
            await Check(holder, permission, false, await Community(holder, ""));
        }
    }

    [Fact]
    public void every_permission_that_a_use_case_asks_for_has_a_deed_here()
    {
        var asked = typeof(RolesModule).Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttribute<UseCaseAttribute>(inherit: false)?.Asks ?? [])
            .Where(Permissions.All.Contains)
            .Distinct();

        var missing = asked.Except(Deeds.Keys).ToList();
        Assert.True(missing.Count == 0, $"""
            No test shows who may and who may not: {string.Join(", ", missing)}. Add a deed for each to Deeds, by which somebody does what it is for,
            and its name to InCommunity or InNetwork as the schema gives it to moderators.
            """);
        Assert.Empty(Deeds.Keys.Except(Permissions.All));
    }

    private async Task Check(Person who, string[] may, string role)
    {
        foreach (var permission in Deeds.Keys)
        {
            await Check(who, permission, may.Contains(permission), await Community(who, role));
        }
    }

    private async Task Check(Person who, string permission, bool may, string community)
    {
        var answer = await Deeds[permission](this, who, community);
        Assert.True((may ? 200 : 403) == answer.Status, $"{permission}, expected {(may ? "success" : "a refusal")}: {answer.Status} {answer.Text}");
    }

    /// <summary>A new community of the owner's, with Pia and this person in it, who holds the role there.</summary>
    private async Task<string> Community(Person who, string role)
    {
        var community = await owner.Founds(members: ["pia", who.UserId], needApproval: true);
        if (role.Length > 0)
        {
            (await admin.GivesMember(community, who.UserId, role)).Ok();
        }

        return community;
    }

    private static Task<Answer> Edit(Person who, string what, string id) => who.Put($"/api/v3/{what}/{id}", new { data = new { text = "changed" } });

    private string New() => $"new {++sequence}";

    private async Task<string> Role()
    {
        var id = New();
        (await admin.MakesRole(id)).Ok();
        return id;
    }
}
