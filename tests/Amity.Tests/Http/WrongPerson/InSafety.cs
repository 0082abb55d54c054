using Amity.Core.Errors;
using Amity.Tests.Blocks;
using Amity.Tests.Kit;
using Amity.Tests.Pins;
using Amity.Tests.Posts;
using Amity.Tests.Roles;

namespace Amity.Tests.Http.WrongPerson;

/// <summary>Pins, blocks between users, and bans from the network.</summary>
internal static class InSafety
{
    public static readonly Case[] Cases =
    [
        new("pinPost", async s => Pinned(s, await s.Mo.Writes("worth a look", s.Hidden))),
        new("unpinPost", async s =>
        {
            var post = await s.Mo.Writes("worth a look", s.Hidden);
            (await s.Mo.Pins(s.Hidden, post)).Ok();
            return Pinned(s, post);
        }),
        new("clearPins", async s =>
        {
            var post = await s.Mo.Writes("worth a look", s.Hidden);
            (await s.Mo.Pins(s.Hidden, post)).Ok();
            return Pinned(s, post);
        }),
        new("listPins", async s =>
        {
            var post = await s.Mo.Writes("worth a look", s.Hidden);
            (await s.Mo.Pins(s.Hidden, post)).Ok();
            return Pinned(s, post) with
            {
                Refused = [(s.Otto, ErrorKind.Forbidden), (s.Ben, ErrorKind.Forbidden)],
                State = null,
                Secret = post,
                Right = s.Pia,
            };
        }) { Undo = async s => (await s.Mo.Delete(Pinning.Of(s.Hidden))).Ok() },
        new("listGlobalPins", async s =>
        {
            var (author, reader) = (await s.Stranger(), await s.Stranger());
            var post = await author.Writes("for all", await author.Founds());
            (await s.Admin.PinsGlobally(post)).Ok();
            return new Attempt { Secret = post, Right = reader };
        }) { Undo = async s => (await s.Admin.Delete(Pinning.Global)).Ok() },
        new("blockUser", async s =>
        {
            var (blocker, blocked) = (await s.Stranger(), await s.Stranger());
            return new Attempt
            {
                Path = Of(blocked),
                Refused = [(blocked, ErrorKind.BadRequest)],
                Idle = [s.Otto],
                Right = blocker,
                State = async () => string.Join(' ', await blocker.Blocked()),
            };
        }),
        new("unblockUser", async s =>
        {
            var (blocker, blocked) = (await s.Stranger(), await s.Stranger());
            await blocker.Blocks(blocked.UserId);
            return new Attempt
            {
                Path = Of(blocked),
                Refused = [(blocked, ErrorKind.BadRequest)],
                Idle = [s.Otto, s.Mo],
                Right = blocker,
                State = async () => string.Join(' ', await blocker.Blocked()),
            };
        }),
        new("banUser", async s => Barred(s, await s.Stranger())),
        new("unbanUser", async s =>
        {
            var barred = await s.Stranger();
            (await s.Admin.Post("/api/v2/users/ban", new { userId = barred.UserId })).Ok();
            return Barred(s, barred);
        }),
    ];

    private static Dictionary<string, string> Of(Person person) => new() { ["userId"] = person.UserId };

    /// <summary>Who pins there may; an outsider is told that it is none, as the API has it for pins.</summary>
    private static Attempt Pinned(Scene s, string post) => new()
    {
        Path = new() { ["communityId"] = s.Hidden, ["placement"] = Pinning.Default, ["postId"] = post },
        Refused = [(s.Otto, ErrorKind.Forbidden), (s.Ben, ErrorKind.Banned), (s.Pia, ErrorKind.Forbidden)],
        Right = s.Mo,
        State = async () => string.Join(' ', await s.Mo.Pinned(s.Hidden)),
    };

    private static Attempt Barred(Scene s, Person person) => new()
    {
        Body = new { userId = person.UserId },
        Refused = [(s.Mo, ErrorKind.PermissionDenied), (s.Otto, ErrorKind.PermissionDenied)],
        Right = s.Admin,
        State = async () => (await s.Otto.SeesUser(person.UserId))["isGlobalBan"]!.ToJsonString(),
    };
}
