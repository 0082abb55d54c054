using System.Text.Json.Serialization;
using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Events;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Time;
using Amity.Modules.Communities;
using Amity.Modules.Posts;
using Amity.Modules.Settings;

namespace Amity.Modules.Comments;

/// <summary>A comment, or a reply to one, was written.</summary>
public sealed record CommentCreated(string CommentId) : IEvent;

/// <summary>A field of a comment has changed.</summary>
public sealed record CommentUpdated(string CommentId) : IEvent;

/// <summary>A comment was deleted.</summary>
/// <param name="CommentId">Which.</param>
/// <param name="Last">What it was, where it was deleted for good and so can be read no more.</param>
public sealed record CommentDeleted(string CommentId, CommentsBody? Last = null) : IEvent;

/// <summary>A comment as the API answers it.</summary>
public sealed record CommentBody
{
    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    public required string CommentId { get; init; }

    public required string Path { get; init; }

    /// <summary>The author's public id.</summary>
    public required string UserId { get; init; }

    public required string UserPublicId { get; init; }

    public required string UserInternalId { get; init; }

    /// <summary>Absent at the top level: SDKs compare it with undefined.</summary>
    public string? ParentId { get; init; }

    public required string RootId { get; init; }

    public required string ReferenceType { get; init; }

    public required string ReferenceId { get; init; }

    /// <summary>Where the post stands that is commented on; absent for other references.</summary>
    public string? TargetType { get; init; }

    public string? TargetId { get; init; }

    /// <summary>The same in the form that newer SDKs read.</summary>
    public CommentTargetBody? Target { get; init; }

    public required string DataType { get; init; }

    public required IReadOnlyList<string> DataTypes { get; init; }

    public required RawJson Data { get; init; }

    public required RawJson Metadata { get; init; }

    public required RawJson Mentionees { get; init; }

    /// <summary>Previews of links in the text, as the client sent them.</summary>
    public required RawJson Links { get; init; }

    /// <summary>The first few replies.</summary>
    public required IReadOnlyList<string> Children { get; init; }

    public required long ChildrenNumber { get; init; }

    public required long SegmentNumber { get; init; }

    public required long FlagCount { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public RawJson? HashFlag { get; init; }

    public required IReadOnlyDictionary<string, long> Reactions { get; init; }

    public required long ReactionsCount { get; init; }

    public required IReadOnlyList<string> MyReactions { get; init; }

    public required bool IsDeleted { get; init; }

    /// <summary>Equal to the creation until the comment is edited.</summary>
    public required Instant EditedAt { get; init; }

    public required Instant CreatedAt { get; init; }

    public required Instant UpdatedAt { get; init; }
}

/// <summary>Where the post stands that is commented on.</summary>
public sealed record CommentTargetBody
{
    public required string Type { get; init; }

    public string? CommunityId { get; init; }

    /// <summary>The public id of the user on whose wall it stands.</summary>
    public string? UserId { get; init; }
}

/// <summary>Comments and the replies that travel with them.</summary>
public sealed record CommentFamily
{
    public static readonly CommentFamily Empty = new() { Comments = [], CommentChildren = [] };

    public required IReadOnlyList<CommentBody> Comments { get; init; }

    /// <summary>What the comments name in <see cref="CommentBody.Children"/>.</summary>
    public required IReadOnlyList<CommentBody> CommentChildren { get; init; }

    public IEnumerable<CommentBody> All => Comments.Concat(CommentChildren);
}

/// <summary>The COMMENT family of answers.</summary>
public sealed partial record CommentsBody;

/// <summary>Comments for other modules' answers.</summary>
public static partial class CommentPayloads;

/// <summary>Those from whom a block hides a comment, for who tells others of it.</summary>
public static partial class CommentOutsiders;

/// <summary>What other modules need to know of a comment before they act on it.</summary>
public sealed partial record CommentFacts
{
    public string CommentId { get; init; } = "";

    public string UserId { get; init; } = "";

    public string ReferenceType { get; init; } = "";

    public string ReferenceId { get; init; } = "";

    public string? ParentId { get; init; }

    /// <summary>Of the thread; its own id at the top level.</summary>
    public string RootId { get; init; } = "";

    public bool IsDeleted { get; init; }
}

/// <summary>
/// Who may comment on a post, vote in its poll, or react to it and to its comments: whoever may see it, once it is published. That a
/// caller has to be a member of its community is a setting of the network; in a private one everybody has to, whoever sees it. Nobody who is
/// banned there may, and in a closed community administrators only.
/// </summary>
public static class PostInteraction
{
    /// <summary>Refuses a caller who may not take part. The caller's access to the post's community; null where the post stands elsewhere.</summary>
    public static async Task<CommunityAccess?> Enter(IRead db, Caller caller, PostFacts post)
    {
        if (!post.IsPublished)
        {
            throw Refuse.Forbidden("Nobody can take part before the post is published.");
        }

        var community = await Return(db, caller, post);
        return community is null or { IsMember: true } || caller.IsAdministrator
            || (community.IsPublic && !(await NetworkSettings.Social(db)).DisallowNonMemberInteractInCommunity)
            ? community
            : throw Refuse.Permission("User is not a member of this community.");
    }

    /// <summary>The same for a caller who changes or takes back what is its own: having left the community is no hindrance.</summary>
    public static async Task<CommunityAccess?> Return(IRead db, Caller caller, PostFacts post)
    {
        if (post.TargetType != "community")
        {
            return null;
        }

        var community = await CommunityAccess.Of(db, caller, post.TargetId) ?? throw Refuse.NotFound("Community");
        return caller.IsAdministrator || community is { IsDeleted: false, IsBanned: false }
            ? community
            : throw (community.IsDeleted ? Refuse.NotFound("Community") : new AmityException(ErrorKind.Banned));
    }
}

/// <summary>The counters on a comment that other modules move inside their own writes.</summary>
public static class CommentCounters
{
    public static Task AddReactions(IWrite tx, string commentId, int by) => tx.Run(AddReactionsSql, new { commentId, by, now = tx.Now });

    public static Task AddFlags(IWrite tx, string commentId, int by) => tx.Run(AddFlagsSql, new { commentId, by, now = tx.Now });

    private const string AddReactionsSql = """
        update comments
        set reactions_count = reactions_count + @by,
            updated_at      = @now
        where comment_id = @commentId
        """;

    private const string AddFlagsSql = """
        update comments
        set flag_count = flag_count + @by,
            updated_at = @now
        where comment_id = @commentId
        """;
}
