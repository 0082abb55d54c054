using System.Text.Json.Nodes;
using Amity.Core.Data;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Moderation;

/// <summary>What people do in the tests of flags over and over. A kind is <c>post</c> or <c>comment</c>.</summary>
internal static class FlagCalls
{
    public static Task<Answer> Flags(this Person person, string kind, string id) => person.Post($"/api/v3/{kind}s/{id}/flag");

    public static Task<Answer> Unflags(this Person person, string kind, string id) => person.Delete($"/api/v3/{kind}s/{id}/unflag");

    public static Task<Answer> ClearsFlags(this Person person, string kind, string id) => person.Delete($"/api/v3/{kind}s/{id}/flags");

    public static Task<Answer> AsksForFlag(this Person person, string kind, string id) => person.Get($"/api/v3/{kind}s/{id}/isflagbyme");

    /// <summary>Whether this person flagged it, by the one name and by the other.</summary>
    public static async Task<bool> HasFlagged(this Person person, string kind, string id)
    {
        var answer = (await person.AsksForFlag(kind, id)).Ok();
        Assert.Equal(answer.Flag("result"), answer.Flag("isFlagByMe"));
        return answer.Flag("result");
    }

    /// <summary>A post of the author, or a comment of the author below one.</summary>
    public static async Task<string> Makes(this Person author, string kind, string? inCommunity = null)
    {
        var post = await author.Writes("look", inCommunity);
        return kind == "post" ? post : await author.Comment(post);
    }

    /// <summary>The post or the comment as this person sees it.</summary>
    public static Task<JsonNode> Looks(this Person person, string kind, string id) => kind == "post" ? person.Reads(id) : person.ReadComment(id);

    /// <summary>Arranges flags of the users fan0, fan1 and so on, who must be registered.</summary>
    public static Task ArrangesFlags(this AmityHost amity, string kind, string id, int count) => amity.Network.Database.Write(async tx =>
    {
        for (var i = 0; i < count; i++)
        {
            await tx.Run("insert into flags values (@kind, @id, @userId, null, @now)", new { kind, id, userId = $"fan{i}", now = tx.Now });
        }

        return await tx.Run($"update {kind}s set flag_count = flag_count + @count where {kind}_id = @id", new { count, id });
    });

    /// <summary>Makes the last change of everything very old.</summary>
    public static Task ForgetsChanges(this AmityHost amity) => amity.Network.Database.Write(async tx =>
    {
        foreach (var table in (string[])["users", "posts", "comments"])
        {
            await tx.Run($"update {table} set updated_at = 0");
        }

        return true;
    });

    public static bool ChangedSince(this JsonNode body) => !body.Text("updatedAt").StartsWith("1970", StringComparison.Ordinal);
}
