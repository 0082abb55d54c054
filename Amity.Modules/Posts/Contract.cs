using System.Text.Json.Serialization;
using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Core.Json;
using Amity.Core.Paging;
using Amity.Core.Time;
using Amity.Modules.Categories;
using Amity.Modules.Comments;
using Amity.Modules.Communities;
using Amity.Modules.Users;

namespace Amity.Modules.Posts;

/// <summary>A post was published.</summary>
public sealed record PostCreated(string PostId, string TargetType, string TargetId) : IEvent;

/// <summary>A feed as the API answers it. The SDK finds a post's <c>feedType</c> through it.</summary>
public sealed record FeedBody
{
    public required string FeedId { get; init; }

    public required string FeedType { get; init; }

    public required string TargetType { get; init; }

    public required string TargetId { get; init; }

    public required long PostCount { get; init; }

    public required Instant CreatedAt { get; init; }

    public required Instant UpdatedAt { get; init; }
}

/// <summary>A post as the API answers it.</summary>
public sealed record PostBody
{
    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    public required string PostId { get; init; }

    public required string Path { get; init; }

    /// <summary>Absent on parents.</summary>
    public string? ParentPostId { get; init; }

    /// <summary>The author's public id.</summary>
    public required string PostedUserId { get; init; }

    public required string PostedUserPublicId { get; init; }

    public required string PostedUserInternalId { get; init; }

    public required string TargetType { get; init; }

    /// <summary>The community's id, or the public id of the user on whose wall it stands.</summary>
    public required string TargetId { get; init; }

    public required string FeedId { get; init; }

    public required string DataType { get; init; }

    public required RawJson Data { get; init; }

    public required RawJson Metadata { get; init; }

    public required RawJson Mentionees { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required IReadOnlyList<string> Children { get; init; }

    public required int ChildrenNumber { get; init; }

    /// <summary>The latest comments at the top level; they are in the answer's <c>comments</c>.</summary>
    public required IReadOnlyList<string> Comments { get; init; }

    public required long CommentsCount { get; init; }

    public required IReadOnlyDictionary<string, long> Reactions { get; init; }

    public required long ReactionsCount { get; init; }

    public required IReadOnlyList<string> MyReactions { get; init; }

    public required long FlagCount { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public RawJson? HashFlag { get; init; }

    public bool HasFlaggedComment { get; init; }

    public bool HasFlaggedChildren { get; init; }

    public long Impression { get; init; }

    public long Reach { get; init; }

    public required bool IsDeleted { get; init; }

    /// <summary>Equal to the creation until the post is edited.</summary>
    public required Instant EditedAt { get; init; }

    public required Instant CreatedAt { get; init; }

    public required Instant UpdatedAt { get; init; }
}

/// <summary>The POST family of answers. Every array is always there: the SDK breaks on some that are missing.</summary>
public sealed record PostsBody
{
    public static readonly PostsBody Empty = new();

    public IReadOnlyList<PostBody> Posts { get; init; } = [];

    public IReadOnlyList<PostBody> PostChildren { get; init; } = [];

    public IReadOnlyList<CommentBody> Comments { get; init; } = [];

    public IReadOnlyList<CommunityBody> Communities { get; init; } = [];

    public IReadOnlyList<CommunityUserBody> CommunityUsers { get; init; } = [];

    /// <summary>Those of the communities.</summary>
    public IReadOnlyList<CategoryBody> Categories { get; init; } = [];

    public IReadOnlyList<FeedBody> Feeds { get; init; } = [];

    public IReadOnlyList<UserBody> Users { get; init; } = [];

    public IReadOnlyList<RawJson> Files { get; init; } = [];

    public IReadOnlyList<RawJson> VideoStreamings { get; init; } = [];

    public IReadOnlyList<RawJson> Polls { get; init; } = [];

    public Paging? Paging { get; init; }

    /// <summary>Of a body that a write hands to its answer: the post that the answer shows.</summary>
    internal string? Written { get; init; }
}

/// <summary>Posts for other modules' answers.</summary>
public static partial class PostPayloads;

/// <summary>Conditions on posts for the lists of other modules. They read <c>@callerId</c> and <c>@isAdministrator</c>.</summary>
public static class PostSql
{
    /// <summary>
    /// The post <c>p</c> stands where the caller may read: on a wall, or in a live community that the caller may see. Says nothing of the
    /// post's own deletion.
    /// </summary>
    public const string IsVisible = $"""
        (p.target_type <> 'community'
         or exists (select 1
                    from communities c
                    where c.community_id = p.target_id
                      and (not c.is_deleted or @isAdministrator)
                      and {CommunitySql.IsVisible}))
        """;
}

/// <summary>Feeds for other modules' answers.</summary>
public static partial class FeedPayloads;

/// <summary>The posts of one wall or community, page by page: what the query of posts and the feeds of a target have in common.</summary>
public static partial class PostTimeline;

/// <summary>Which posts a timeline shows.</summary>
public sealed partial record PostFilter;

/// <summary>What other modules need to know of a post before they act on it.</summary>
public sealed partial record PostFacts
{
    public string PostId { get; init; } = "";

    public string UserId { get; init; } = "";

    public string TargetType { get; init; } = "";

    public string TargetId { get; init; } = "";

    public string? ParentPostId { get; init; }

    public string DataType { get; init; } = "";

    public bool IsDeleted { get; init; }
}

/// <summary>The counters on a post that other modules move inside their own writes.</summary>
public static class PostCounters
{
    public static Task AddComments(IWrite tx, string postId, int by) => tx.Run(AddCommentsSql, new { postId, by, now = tx.Now });

    public static Task AddReactions(IWrite tx, string postId, int by) => tx.Run(AddReactionsSql, new { postId, by, now = tx.Now });

    private const string AddCommentsSql = """
        update posts
        set comments_count = comments_count + @by,
            updated_at     = @now
        where post_id = @postId
        """;

    private const string AddReactionsSql = """
        update posts
        set reactions_count = reactions_count + @by,
            updated_at      = @now
        where post_id = @postId
        """;
}
