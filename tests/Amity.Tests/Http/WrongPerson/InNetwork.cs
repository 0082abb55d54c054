using Amity.Core.Errors;
using Amity.Tests.Categories;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Amity.Tests.Roles;

namespace Amity.Tests.Http.WrongPerson;

/// <summary>Users, whom they follow and what they report of each other; sessions, categories, roles.</summary>
internal static class InNetwork
{
    public static readonly Case[] Cases =
    [
        new("getUser", async s => Known(s, await s.Stranger())),
        new("listUsers", async s => Known(s, await s.Stranger()) with { Query = "userIds[]=mo", Secret = "\"mo\"" }),
        new("queryUsers", async s => Known(s, await s.Stranger()) with { Query = "keyword=mo", Secret = "\"mo\"" }),
        new("updateUser", s => new Attempt
        {
            Body = new { userId = "pia", description = s.Word() },
            Refused = [(s.Mo, ErrorKind.PermissionDenied), (s.Otto, ErrorKind.PermissionDenied)],
            Right = s.Pia,
            State = async () => (await s.Otto.SeesUser("pia")).Text("description"),
        }),
        new("updateUser", s => new Attempt
        {
            Body = new { userId = "pia", roles = new[] { "moderator" }, description = s.Word() },
            Refused = [(s.Mo, ErrorKind.PermissionDenied), (s.Pia, ErrorKind.PermissionDenied)],
            Right = s.Admin,
            State = async () => (await s.Otto.SeesUser("pia")).Text("description"),
        }) { Undo = async s => (await s.Admin.GivesUser("pia")).Ok() },
        new("revokeSession", async s =>
        {
            var stranger = await s.Stranger();
            return new Attempt
            {
                Query = $"userId={stranger.UserId}",
                Refused = [(s.Mo, ErrorKind.PermissionDenied), (s.Otto, ErrorKind.PermissionDenied)],
                Right = s.Admin,
                State = async () => $"{(await stranger.Get("/api/v3/sessions")).Status}",
            };
        }),
        new("followUser", async s =>
        {
            var (stranger, other) = (await s.Stranger(), await s.Stranger());
            return new Attempt
            {
                Path = Of(other),
                Refused = [(other, ErrorKind.BadRequest)],
                Right = stranger,
                State = () => Relation(stranger, other),
            };
        }),
        new("unfollowUser", async s =>
        {
            var follower = await Follower(s, s.Mo);
            return new Attempt { Path = Of(s.Mo), Idle = [s.Otto], Right = follower, State = () => Relation(follower, s.Mo) };
        }),
        new("acceptFollower", async s =>
        {
            var asker = await s.Stranger();
            await asker.Follows("mo");
            return new Attempt { Path = Of(asker), Refused = [(s.Otto, ErrorKind.NotFound), (s.Pia, ErrorKind.NotFound)], Right = s.Mo, State = () => Relation(asker, s.Mo) };
        }),
        new("removeFollower", async s =>
        {
            var follower = await Follower(s, s.Mo);
            return new Attempt { Path = Of(follower), Idle = [s.Otto], Right = s.Mo, State = () => Relation(follower, s.Mo) };
        }),
        new("getFollowInfo", async s =>
        {
            var (asker, wanted) = (await s.Stranger(), await s.Stranger());
            await asker.Follows(wanted.UserId);
            return new Attempt { Path = Of(wanted), Idle = [s.Otto, asker], Secret = "\"pendingCount\":1", Right = wanted };
        }, On: "{userId}"),
        new("listFollowers", s => Followed(s), on: "{userId}"),
        new("listFollowings", s => Followed(s), on: "{userId}"),
        new("listFollowers", async s =>
        {
            // Requests that wait are told to nobody else, not even to those who follow already.
            var asker = await s.Stranger();
            await asker.Follows("mo");
            return new Attempt { Path = Of(s.Mo), Query = "status=pending", Idle = [s.Pia], Secret = $"\"{asker.UserId}\"", Right = s.Mo };
        }, On: "{userId}"),
        new("flagUser", async s =>
        {
            var stranger = await s.Stranger();
            return new Attempt { Path = Of(stranger), Right = s.Otto, State = () => Flags(s, stranger) };
        }),
        new("unflagUser", async s =>
        {
            var flagged = await Flagged(s);
            return new Attempt { Path = Of(flagged), Idle = [s.Otto, s.Mo], Right = s.Pia, State = () => Flags(s, flagged) };
        }),
        new("isUserFlaggedByMe", async s => new Attempt { Path = Of(await Flagged(s)), Idle = [s.Otto, s.Mo], Secret = "\"result\":true", Right = s.Pia }),
        new("clearUserFlags", async s =>
        {
            var flagged = await Flagged(s);
            return new Attempt
            {
                Path = Of(flagged),
                Refused = [(flagged, ErrorKind.PermissionDenied), (s.Mo, ErrorKind.PermissionDenied)],
                Right = s.Admin,
                State = () => Flags(s, flagged),
            };
        }),
        new("getCategory", async s => new Attempt { Path = new() { ["categoryId"] = await s.Admin.CreatesCategory(s.Word()) }, Right = s.Otto }),
        new("listCategories", async s =>
        {
            var id = await s.Admin.CreatesCategory(s.Word());
            return new Attempt { Query = $"categoryIds[]={id}", Secret = id, Right = s.Otto };
        }),
        new("queryCategories", async s => new Attempt { Secret = await s.Admin.CreatesCategory(s.Word()), Query = "sortBy=lastCreated", Right = s.Otto }),
        new("createCategory", s => ForAdministrators(s) with { Body = new { name = s.Word() }, IsFreeElsewhere = true }),
        new("updateCategory", async s =>
        {
            var id = await s.Admin.CreatesCategory(s.Word());
            return ForAdministrators(s) with
            {
                Path = new() { ["categoryId"] = id },
                Body = new { name = s.Word() },
                State = async () => (await s.Otto.SeesCategory(id)).Text("name"),
            };
        }),
        new("deleteCategory", async s => ForAdministrators(s) with { Path = new() { ["categoryId"] = await s.Admin.CreatesCategory(s.Word()) } }),
        new("getRole", async s => new Attempt { Path = new() { ["roleId"] = await Role(s) }, Right = s.Otto }),
        new("queryRoles", async s => new Attempt { Secret = await Role(s), Right = s.Otto }),
        new("listRoles", async s => new Attempt { Secret = await Role(s), Right = s.Otto }),
        new("createRole", s => ForAdministrators(s) with { Body = new { roleId = s.Word(), permissions = Array.Empty<string>() }, IsFreeElsewhere = true }),
        new("updateRole", async s =>
        {
            var id = await Role(s);
            return ForAdministrators(s) with
            {
                Path = new() { ["roleId"] = id },
                Body = new { permissions = new[] { "BAN_USER" } },
                State = async () => (await s.Otto.SeesRole(id))["permissions"]!.ToJsonString(),
            };
        }),
        new("addPermissions", async s =>
        {
            var id = await Role(s);
            return ForAdministrators(s) with
            {
                Body = new { publicIds = new[] { id }, permissions = new[] { "BAN_USER" } },
                State = async () => (await s.Otto.SeesRole(id))["permissions"]!.ToJsonString(),
            };
        }),
        new("deleteRole", async s => ForAdministrators(s) with { Path = new() { ["roleId"] = await Role(s) } }),
    ];

    private static Dictionary<string, string> Of(Person person) => new() { ["userId"] = person.UserId };

    /// <summary>Every user knows every other, of the same network.</summary>
    private static Attempt Known(Scene s, Person user) => new() { Path = Of(user), Secret = $"\"{user.UserId}\"", Right = s.Otto };

    private static Attempt ForAdministrators(Scene s) => new()
    {
        Refused = [(s.Mo, ErrorKind.PermissionDenied), (s.Otto, ErrorKind.PermissionDenied)],
        Right = s.Admin,
    };

    /// <summary>The network keeps its users private.</summary>
    private static Attempt Followed(Scene s) => new()
    {
        Path = Of(s.Mo),
        Refused = [(s.Otto, ErrorKind.PermissionDenied), (s.Ben, ErrorKind.PermissionDenied)],
        Right = s.Pia,
    };

    private static async Task<Person> Follower(Scene s, Person followed)
    {
        var follower = await s.Stranger();
        await follower.Follows(followed.UserId);
        (await followed.Post($"/api/v4/me/followers/{follower.UserId}")).Ok();
        return follower;
    }

    private static async Task<Person> Flagged(Scene s)
    {
        var flagged = await s.Stranger();
        (await s.Pia.Post($"/api/v4/me/flags/{flagged.UserId}")).Ok();
        return flagged;
    }

    private static async Task<string> Flags(Scene s, Person user) => $"{(await s.Mo.SeesUser(user.UserId)).Number("flagCount")}";

    private static async Task<string> Relation(Person from, Person to) =>
        (await from.Get($"/api/v4/users/{to.UserId}/followInfo")).Ok().First("follows").Text("status");

    private static async Task<string> Role(Scene s) => (await s.Admin.MakesRole(s.Word())).Ok()[0]!.Text("roleId");
}
