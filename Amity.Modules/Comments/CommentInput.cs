using System.Text.Json;
using Amity.Core.Errors;
using Amity.Core.Json;
using Amity.Core.Pipeline;

namespace Amity.Modules.Comments;

/// <summary>The body of a comment as clients send it and as it is stored.</summary>
public sealed record CommentData
{
    public string? Text { get; init; }
}

/// <summary>Users whom a comment mentions, by public ids.</summary>
public sealed record CommentMention
{
    public string? Type { get; init; }

    public IReadOnlyList<string>? UserIds { get; init; }
}

/// <summary>A picture in a comment.</summary>
public sealed record CommentAttachment
{
    public string? Type { get; init; }

    public string? FileId { get; init; }
}

/// <summary>What creating and editing a comment check alike.</summary>
internal static class CommentInput
{
    /// <summary>What a comment says of which nothing is told.</summary>
    public static readonly RawJson NoText = new("{\"text\":\"\"}");

    private const int MaxText = 50_000;

    /// <summary>Mentioned users of one comment: the number that the product's documentation gives for posts.</summary>
    private const int MaxMentions = 30;

    private const int MaxAttachments = 10;

    public static Checks Reference(this Checks check, string? type, string? id) => check
        .OneOf(type, "referenceType", CommentReference.OfPost, CommentReference.OfContent, CommentReference.OfStory)
        .Required(id, "referenceId")
        .Text(id, "referenceId", max: 900);

    public static Checks Text(this Checks check, CommentData? data) => check.Text(data?.Text, "data.text", MaxText, min: 1);

    public static Checks Mentions(this Checks check, IReadOnlyList<CommentMention?>? mentions)
    {
        foreach (var mention in mentions ?? [])
        {
            check
                .Required(mention?.Type, "mentionees.type")
                .OneOf(mention?.Type, "mentionees.type", "user")
                .Required(mention?.UserIds, "mentionees.userIds")
                .Items(Named(mention), "mentionees.userIds", MaxMentions, maxLength: 50);
        }

        return check.That(
            UserIds(mentions).Count <= MaxMentions,
            $"A comment can mention at most {MaxMentions} users.");
    }

    /// <summary>The public ids of all who are mentioned. The web UI kit mentions an empty id where it mentions nobody.</summary>
    public static IReadOnlyList<string> UserIds(IReadOnlyList<CommentMention?>? mentions) => [.. (mentions ?? []).SelectMany(Named)];

    public static Checks Attachments(this Checks check, IReadOnlyList<CommentAttachment?>? attachments)
    {
        foreach (var attachment in attachments ?? [])
        {
            check
                .Required(attachment?.Type, "attachments.type")
                .OneOf(attachment?.Type, "attachments.type", "image")
                .Required(attachment?.FileId, "attachments.fileId");
        }

        return check.That((attachments?.Count ?? 0) <= MaxAttachments, $"A comment can have at most {MaxAttachments} attachments.");
    }

    /// <summary>Nobody can have uploaded a file yet, so no id of one exists.</summary>
    public static void RefuseFiles(IReadOnlyList<CommentAttachment?>? attachments)
    {
        if (attachments is { Count: > 0 })
        {
            throw Refuse.NotFound("File");
        }
    }

    public static string Json(CommentData data) => JsonSerializer.Serialize(data, CommentsJson.Instance.CommentData);

    /// <summary>The mentions as they are stored, without those who are not to be mentioned.</summary>
    public static string Json(IReadOnlyList<CommentMention?> mentions, IReadOnlyCollection<string> without) => JsonSerializer.Serialize(
        [
            .. mentions
                .Select(mention => (mention, Named: (IReadOnlyList<string>)[.. Named(mention).Where(userId => !without.Contains(userId))]))
                .Where(one => one.Named.Count > 0)
                .Select(one => one.mention! with { UserIds = one.Named }),
        ],
        CommentsJson.Instance.IReadOnlyListCommentMention);

    public static IReadOnlyList<CommentMention> Mentions(string stored) =>
        JsonSerializer.Deserialize(stored, CommentsJson.Instance.IReadOnlyListCommentMention)!;

    private static IReadOnlyList<string> Named(CommentMention? mention) => [.. (mention?.UserIds ?? []).Where(userId => userId is not "")];
}
