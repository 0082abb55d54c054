using System.Text.Json;
using Amity.Core.Data;
using Amity.Core.Pipeline;

namespace Amity.Modules.Posts;

/// <summary>Whom a post mentions.</summary>
public sealed record PostMention
{
    /// <summary>Always <c>user</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Public ids.</summary>
    public IReadOnlyList<string> UserIds { get; init; } = [];
}

/// <summary>A file that a post asks to be attached.</summary>
public sealed record PostAttachment
{
    public string? Type { get; init; }

    public string? FileId { get; init; }
}

/// <summary>What a post carries beside its content: tags and mentions.</summary>
internal static class PostExtras
{
    private const int MaxTags = 5;
    private const int MaxTagLength = 24;
    private const int MaxMentions = 30;
    private const int MaxUserIdLength = 50;
    private const int MaxFileIdLength = 100;

    public static Checks Tags(this Checks check, IReadOnlyList<string>? tags) => check.Items(tags, "tags", MaxTags, MaxTagLength);

    public static Checks Mentionees(this Checks check, IReadOnlyList<PostMention>? mentionees)
    {
        var whole = mentionees?.All(mention => mention is { UserIds: not null }) ?? true;
        check.That(whole && (mentionees?.All(mention => mention.Type == "user") ?? true), "Each item of the 'mentionees' field must have the type 'user' and 'userIds'.");
        return check.Items(whole ? UserIds(mentionees) : null, "mentionees.userIds", MaxMentions, MaxUserIdLength);
    }

    public static Checks Attachments(this Checks check, IReadOnlyList<PostAttachment>? attachments) => check
        .That((attachments?.Count ?? 0) <= PostChildren.Max, $"A post can have at most {PostChildren.Max} attachments.")
        .Items(attachments?.Select(attachment => attachment?.FileId ?? "").ToList(), "attachments.fileId", int.MaxValue, MaxFileIdLength)
        .That(
            attachments?.All(attachment => attachment?.Type is "image" or "video" or "file" or "audio") ?? true,
            "Each item of the 'attachments' field must have the type 'image', 'video', 'file' or 'audio'.");

    /// <summary>The public ids of all who are mentioned. The web UI kit mentions an empty id where it mentions nobody.</summary>
    public static IReadOnlyList<string> UserIds(IReadOnlyList<PostMention>? mentionees) =>
        [.. (mentionees ?? []).SelectMany(mention => mention.UserIds).Where(userId => userId is not "")];

    /// <summary>The mentions as they are stored, without those who are not to be mentioned; null where they change nothing.</summary>
    public static string? Stored(IReadOnlyList<PostMention>? mentionees, IReadOnlyCollection<string> without) =>
        mentionees is null ? null : JsonSerializer.Serialize(
            [.. mentionees.Select(mention => Named(mention, without)).Where(mention => mention.UserIds.Count > 0)],
            PostsJson.Instance.IReadOnlyListPostMention);

    public static IReadOnlyList<PostMention> Mentionees(string stored) =>
        JsonSerializer.Deserialize(stored, PostsJson.Instance.IReadOnlyListPostMention)!;

    private static PostMention Named(PostMention mention, IReadOnlyCollection<string> without) =>
        mention with { UserIds = [.. mention.UserIds.Where(userId => userId.Length > 0 && !without.Contains(userId))] };

    public static async Task ReplaceTags(IWrite tx, string postId, IEnumerable<string> tags)
    {
        await tx.Run(ClearTags, new { postId });
        await AddTags(tx, postId, tags);
    }

    /// <summary>Gives the tags, in their order, to a post that has none.</summary>
    public static async Task AddTags(IWrite tx, string postId, IEnumerable<string> tags)
    {
        foreach (var (position, tag) in tags.Distinct(StringComparer.Ordinal).Index())
        {
            await tx.Run(InsertTag, new { postId, position, tag });
        }
    }

    private const string ClearTags = "delete from post_tags where post_id = @postId";

    private const string InsertTag = """
        insert into post_tags (post_id, position, tag)
        values (@postId, @position, @tag)
        """;
}
