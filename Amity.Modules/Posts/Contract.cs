using System.Text.Json.Serialization;
using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Core.Json;
using Amity.Core.Paging;
using Amity.Modules.Categories;
using Amity.Modules.Comments;
using Amity.Modules.Communities;
using Amity.Modules.Polls;
using Amity.Modules.Users;

namespace Amity.Modules.Posts;

/// <summary>A post was made: published, or handed in for a review.</summary>
public sealed record PostCreated(string PostId, string TargetType, string TargetId, string FeedType) : IEvent;

/// <summary>The moderators of a community decided on a post that waited for them.</summary>
public sealed record PostReviewed(string PostId, string CommunityId, bool IsApproved) : IEvent;

/// <summary>A field of a post has changed, or one of its children is gone.</summary>
public sealed record PostUpdated(string PostId) : IEvent;

/// <summary>Somebody deleted a post or a child of one.</summary>
/// <param name="PostId">Which.</param>
/// <param name="Last">What it was, where it was deleted for good and so can be read no more.</param>
public sealed record PostDeleted(string PostId, PostsBody? Last = null) : IEvent;

/// <summary>A post, or a child of one, was deleted for good: its row is gone, and what stands below it has to go.</summary>
public sealed record PostRemoved(string PostId) : IEvent;

/// <summary>A feed as the API answers it.</summary>
public sealed partial record FeedBody;

/// <summary>A post as the API answers it.</summary>
public sealed partial record PostBody;

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

    public IReadOnlyList<PollBody> Polls { get; init; } = [];

    public Paging? Paging { get; init; }

    /// <summary>Of a ranked feed, for administrators who ask why the posts stand as they do.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PostRankingBody>? Rankings { get; init; }

    /// <summary>Of a body that a write hands to its answer: the post that the answer shows.</summary>
    internal string? Written { get; init; }
}

/// <summary>Why a post stands where it does: <c>score = engagement * decay + boost</c>.</summary>
public sealed record PostRankingBody(string PostId, double Score, double Engagement, double Decay, double Boost);

/// <summary>Posts for other modules' answers.</summary>
public static partial class PostPayloads;

/// <summary>Conditions on posts for the statements of other modules. They read the parameters of a <see cref="PostViewer"/>.</summary>
public static partial class PostSql;

/// <summary>Who looks at posts, and so which of them exist for it.</summary>
public sealed partial record PostViewer;

/// <summary>Whom a text mentions.</summary>
public static partial class Mentions;

/// <summary>Previews of the links in a text, which clients make and read.</summary>
public static partial class LinkPreviews;

/// <summary>Feeds for other modules' answers.</summary>
public static partial class FeedPayloads;

/// <summary>The posts of one wall or community, page by page: what the query of posts and the feeds of a target have in common.</summary>
public static partial class PostTimeline;

/// <summary>What one user wrote in public communities, page by page, with or without that user's wall.</summary>
public static partial class AuthoredPosts;

/// <summary>Which posts a timeline shows.</summary>
public sealed partial record PostFilter;

/// <summary>What other modules need to know of a post before they act on it.</summary>
public sealed partial record PostFacts
{
    public string PostId { get; init; } = "";

    public string UserId { get; init; } = "";

    public string TargetType { get; init; } = "";

    public string TargetId { get; init; } = "";

    /// <summary><c>published</c>, <c>reviewing</c> or <c>declined</c>.</summary>
    public string FeedType { get; init; } = "";

    public bool IsPublished => FeedType == "published";

    public string? ParentPostId { get; init; }

    public string DataType { get; init; } = "";

    public bool IsDeleted { get; init; }
}

/// <summary>
/// Authors who were deleted with all that they posted, while it is being removed: <see cref="PostSql.IsVisible"/> hides it from everybody. For lists that come
/// from elsewhere than the tables.
/// </summary>
public static partial class PostDepartures;

/// <summary>The counters on a post that other modules move inside their own writes.</summary>
public static class PostCounters
{
    public static Task AddComments(IWrite tx, string postId, int by) => tx.Run(AddCommentsSql, new { postId, by, now = tx.Now });

    public static Task AddReactions(IWrite tx, string postId, int by) => tx.Run(AddReactionsSql, new { postId, by, now = tx.Now });

    public static Task AddFlags(IWrite tx, string postId, int by) => tx.Run(AddFlagsSql, new { postId, by, now = tx.Now });

    private const string AddCommentsSql = """
        update posts
        set comments_count = comments_count + @by,
            ranked_at      = @now,
            updated_at     = @now
        where post_id = @postId
        """;

    private const string AddReactionsSql = """
        update posts
        set reactions_count = reactions_count + @by,
            ranked_at       = @now,
            updated_at      = @now
        where post_id = @postId
        """;

    private const string AddFlagsSql = """
        update posts
        set flag_count = flag_count + @by,
            updated_at = @now
        where post_id = @postId
        """;
}
