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

    public static Checks Tags(this Checks check, IReadOnlyList<string>? tags) => check.Items(tags, "tags", MaxTags, MaxTagLength);

    public static Checks Mentionees(this Checks check, IReadOnlyList<PostMention>? mentionees)
    {
        var whole = mentionees?.All(mention => mention is { UserIds: not null }) ?? true;
        check.That(whole && (mentionees?.All(mention => mention.Type == "user") ?? true), "Each item of the 'mentionees' field must have the type 'user' and 'userIds'.");
        return check.Items(whole ? mentionees?.SelectMany(mention => mention.UserIds).ToList() : null, "mentionees.userIds", MaxMentions, MaxUserIdLength);
    }

    /// <summary>The mentions as they are stored; null where they change nothing.</summary>
    public static string? Stored(IReadOnlyList<PostMention>? mentionees) =>
        mentionees is null ? null : JsonSerializer.Serialize(mentionees, PostsJson.Instance.IReadOnlyListPostMention);

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
