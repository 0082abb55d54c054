using Amity.Core.Errors;
using Amity.Tests.Communities;
using Amity.Tests.Kit;
using Amity.Tests.Posts;

namespace Amity.Tests.Http.WrongPerson;

/// <summary>Communities, their members and who asks to become one.</summary>
internal static class InCommunities
{
    private const string Moderator = "community-moderator";

    public static readonly Case[] Cases =
    [
        new("getCommunity", s => Seen(s, s.Hidden)),
        new("getMyCommunityPermissions", s => Seen(s, s.Hidden)),
        new("queryCommunityUsers", s => Seen(s, s.Hidden)),
        new("queryCommunityUsers", s => new Attempt
        {
            Path = In(s.Open),
            Query = "memberships[]=banned",
            Idle = [s.Pia, s.Otto, s.Ben],
            Secret = "\"ben\"",
            Right = s.Mo,
        }),
        new("listCommunities", s => Listed(s, $"communityIds[]={s.Hidden}&communityIds[]={s.Open}")),
        new("queryCommunities", s => Listed(s, "keyword=hikers&filter=all")),
        new("queryCommunities", s => Listed(s, "filter=member")),
        new("getTrendingCommunities", s => Listed(s, "") with { Right = s.Otto, Shows = s.Open }),
        new("getRecommendedCommunities", s => Listed(s, "") with { Right = s.Otto, Shows = s.Open }),
        new("updateCommunity", s => Moderated(s, s.Hidden) with
        {
            Body = new { description = s.Word() },
            State = async () => (await s.Mo.Sees(s.Hidden)).Text("description"),
        }),
        new("deleteCommunity", async s =>
        {
            var community = await s.Mo.Founds(isPublic: false, members: ["pia"]);
            return Moderated(s, community) with { State = async () => (await s.Mo.Sees(community))["isDeleted"]!.ToJsonString() };
        }),
        new("createCommunity", s => new Attempt
        {
            Body = new { displayName = "officials", isOfficial = true },
            Refused = [(s.Mo, ErrorKind.PermissionDenied), (s.Otto, ErrorKind.PermissionDenied)],
            Right = s.Admin,
            IsFreeElsewhere = true,
        }),
        new("joinCommunity", s => Entered(s)),
        new("joinCommunity", s => Seen(s, s.Hidden)),
        new("askToJoinCommunity", s => Entered(s)),
        new("askToJoinCommunity", s => Seen(s, s.Hidden)),
        new("leaveCommunity", async s => new Attempt
        {
            Path = In(s.Hidden),
            Refused = [(s.Otto, ErrorKind.NotFound), (s.Ben, ErrorKind.NotFound)],
            Right = await s.Member(s.Hidden),
            State = () => Members(s),
        }),
        new("leaveCommunity", async s => new Attempt
        {
            Path = In(s.Open),
            Refused = [(s.Otto, ErrorKind.PermissionDenied), (s.Ben, ErrorKind.PermissionDenied)],
            Right = await s.Member(s.Open),
        }),
        new("addCommunityUsers", async s => Moderated(s, s.Hidden) with { Body = Users(await s.Stranger()), State = () => Members(s) }),
        new("removeCommunityUsers", async s => Moderated(s, s.Hidden) with { Body = Users(await s.Member(s.Hidden)), State = () => Members(s) }),
        new("banCommunityUsers", async s => Moderated(s, s.Hidden) with { Body = Users(await s.Member(s.Hidden)), State = () => Members(s) }),
        new("unbanCommunityUsers", async s =>
        {
            var body = Users(await s.Member(s.Hidden));
            (await s.Mo.Put($"/api/v3/communities/{s.Hidden}/users/ban", body)).Ok();
            return Moderated(s, s.Hidden) with { Body = body, State = () => Members(s) };
        }),
        new("addCommunityUserRoles", async s =>
        {
            var member = await s.Member(s.Hidden);
            return Moderated(s, s.Hidden) with { Body = Roles(member), State = () => Moderators(s) };
        }),
        new("removeCommunityUserRoles", async s =>
        {
            var member = await s.Member(s.Hidden);
            (await s.Mo.Post($"/api/v4/communities/{s.Hidden}/users/roles", Roles(member))).Ok();
            return Moderated(s, s.Hidden) with { Body = Roles(member), State = () => Moderators(s) };
        }),
        new("listJoinRequests", async s =>
        {
            var (community, asker) = await Asked(s);
            return new Attempt { Path = In(community), Idle = [s.Pia, s.Otto, asker], Secret = $"\"{asker.UserId}\"", Right = s.Mo };
        }),
        new("listMyJoinRequests", async s =>
        {
            var (community, asker) = await Asked(s);
            return new Attempt { Query = $"communityIds[]={community}", Idle = [s.Pia, s.Otto, s.Mo], Secret = $"\"{asker.UserId}\"", Right = asker };
        }),
        new("getMyJoinRequest", async s =>
        {
            var (community, asker) = await Asked(s);
            return new Attempt { Path = In(community), Idle = [s.Pia, s.Otto, s.Mo], Secret = $"\"{asker.UserId}\"", Right = asker };
        }),
        new("getMyJoinRequest", s => Seen(s, s.Hidden)),
        new("cancelJoinRequest", async s =>
        {
            var (community, asker) = await Asked(s);
            return new Attempt
            {
                Path = In(community),
                Refused = [(s.Pia, ErrorKind.NotFound), (s.Otto, ErrorKind.NotFound), (s.Mo, ErrorKind.NotFound)],
                Right = asker,
                State = () => Asking(s, community),
            };
        }),
        new("approveJoinRequest", s => Answered(s)),
        new("rejectJoinRequest", s => Answered(s)),
    ];

    private static Dictionary<string, string> In(string community) => new() { ["communityId"] = community };

    private static object Users(Person person) => new { userIds = new[] { person.UserId } };

    private static object Roles(Person person) => new { roles = new[] { Moderator }, userIds = new[] { person.UserId } };

    /// <summary>Members see it, for others it does not exist.</summary>
    private static Attempt Seen(Scene s, string community) => new()
    {
        Path = In(community),
        Refused = [(s.Otto, ErrorKind.NotFound), (s.Ben, ErrorKind.NotFound)],
        Right = s.Pia,
    };

    /// <summary>Its moderator may, its members may not, for others it does not exist.</summary>
    private static Attempt Moderated(Scene s, string community) => Seen(s, community) with
    {
        Refused = [(s.Otto, ErrorKind.NotFound), (s.Ben, ErrorKind.NotFound), (s.Pia, ErrorKind.PermissionDenied)],
        Right = s.Mo,
    };

    private static Attempt Listed(Scene s, string query) => new() { Query = query, Idle = [s.Otto, s.Ben], Secret = s.Hidden, Right = s.Pia };

    /// <summary>Everybody comes in but who is banned.</summary>
    private static Attempt Entered(Scene s) => new() { Path = In(s.Open), Refused = [(s.Ben, ErrorKind.Banned)], Right = s.Pia };

    private static async Task<(string Community, Person Asker)> Asked(Scene s)
    {
        var community = await s.Mo.CreatesAsking();
        await s.Mo.Adds(community, "pia");
        var asker = await s.Stranger();
        await asker.AsksToJoin(community);
        return (community, asker);
    }

    private static async Task<Attempt> Answered(Scene s)
    {
        var (community, asker) = await Asked(s);
        return new Attempt
        {
            Path = In(community),
            Body = new { userId = asker.UserId },
            Refused = [(s.Pia, ErrorKind.PermissionDenied), (s.Otto, ErrorKind.PermissionDenied), (asker, ErrorKind.PermissionDenied)],
            Right = s.Mo,
            State = () => Asking(s, community),
        };
    }

    private static async Task<string> Asking(Scene s, string community) => string.Join(' ', await s.Mo.Asking(community));

    private static async Task<string> Members(Scene s) =>
        (await s.Mo.Get($"/api/v3/communities/{s.Hidden}/users?options[limit]=100")).Ok()["communityUsers"]!.ToJsonString();

    private static async Task<string> Moderators(Scene s) =>
        string.Join(' ', await s.Mo.Members(s.Hidden, $"roles[]={Moderator}&options[limit]=100"));
}
