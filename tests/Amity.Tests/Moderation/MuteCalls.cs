using Amity.Tests.Kit;

namespace Amity.Tests.Moderation;

/// <summary>What people do in the tests of mutes and repetitions over and over.</summary>
internal static class MuteCalls
{
    public const string Mutes = "/api/admin/v1/mutes", Settings = "/api/v2/moderation-settings";

    /// <summary>Changes the settings of moderation as an administrator.</summary>
    public static async Task Moderates(this AmityHost amity, object settings) => (await (await amity.Administrator()).Put(Settings, settings)).Ok();

    /// <summary>Who is muted and why, the newest first, as an administrator sees it.</summary>
    public static async Task<IReadOnlyList<(string UserId, string Reason)>> Muted(this AmityHost amity) =>
        [.. (await (await amity.Administrator()).Get(Mutes)).Ok()["mutes"]!.AsArray().Select(mute => (mute!.Text("userId"), mute!.Text("reason")))];

    /// <summary>Makes super moderators hold this permission of those that exempt, and no other.</summary>
    public static async Task<Person> Exempts(this AmityHost amity, string userId, string permission)
    {
        await amity.Login(userId);
        (await (await amity.Administrator()).Put("/api/v3/users", new { userId, roles = new[] { "super-moderator" } })).Ok();
        await amity.Network.Database.Write(tx => Amity.Core.Data.Sql.Run(
            tx, "delete from role_permissions where permission like 'EXEMPT%' and permission <> @permission", new { permission }));
        return await amity.LoginVerified(userId);
    }

    public static Task<Answer> AsksPoll(this Person person, string question, params string[] answers) =>
        person.Post("/api/v3/polls", new { question, answers = answers.Select(data => new { dataType = "text", data }) });

    public static Task<Answer> SaysBelow(this Person person, string postId, string text) =>
        person.Post("/api/v3/comments", new { referenceType = "post", referenceId = postId, data = new { text } });
}
