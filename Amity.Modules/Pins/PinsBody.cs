using Amity.Core.Json;
using Amity.Core.Time;
using Amity.Modules.Categories;
using Amity.Modules.Comments;
using Amity.Modules.Communities;
using Amity.Modules.Polls;
using Amity.Modules.Posts;
using Amity.Modules.Users;

namespace Amity.Modules.Pins;

/// <summary>A pin as the API answers it. The SDK knows it by placement and post.</summary>
public sealed record PinBody
{
    /// <summary>The post's id.</summary>
    public required string ReferenceId { get; init; }

    /// <summary>Always <c>post</c>.</summary>
    public string ReferenceType { get; } = "post";

    /// <summary><c>default</c>, <c>announcement</c> or <c>global</c>.</summary>
    public required string Placement { get; init; }

    /// <summary>The internal id of a user who is among <see cref="PinsBody.Users"/>: by this the SDK finds them.</summary>
    public required string PinnedBy { get; init; }

    public required Instant PinnedAt { get; init; }
}

/// <summary>Where something is or was pinned.</summary>
public sealed record PinTargetBody
{
    public required string TargetId { get; init; }

    /// <summary><c>community</c> or <c>network</c>.</summary>
    public required string TargetType { get; init; }

    public required Instant LastPinsUpdatedAt { get; init; }
}

/// <summary>The PIN family of answers: pins, and all that travels with their posts. Every array is always there, for the SDK's sake.</summary>
public sealed record PinsBody
{
    public static readonly PinsBody Empty = new();

    public IReadOnlyList<PinTargetBody> PinTargets { get; init; } = [];

    public IReadOnlyList<PinBody> Pins { get; init; } = [];

    public IReadOnlyList<PostBody> Posts { get; init; } = [];

    public IReadOnlyList<PostBody> PostChildren { get; init; } = [];

    public IReadOnlyList<CommentBody> Comments { get; init; } = [];

    /// <summary>Those who pinned, too.</summary>
    public IReadOnlyList<UserBody> Users { get; init; } = [];

    public IReadOnlyList<RawJson> Files { get; init; } = [];

    public IReadOnlyList<CommunityBody> Communities { get; init; } = [];

    public IReadOnlyList<CommunityUserBody> CommunityUsers { get; init; } = [];

    public IReadOnlyList<CategoryBody> Categories { get; init; } = [];

    public IReadOnlyList<FeedBody> Feeds { get; init; } = [];

    public IReadOnlyList<RawJson> VideoStreamings { get; init; } = [];

    public IReadOnlyList<PollBody> Polls { get; init; } = [];

    internal static PinsBody Of(PostsBody posts) => new()
    {
        Posts = posts.Posts,
        PostChildren = posts.PostChildren,
        Comments = posts.Comments,
        Users = posts.Users,
        Files = posts.Files,
        Communities = posts.Communities,
        CommunityUsers = posts.CommunityUsers,
        Categories = posts.Categories,
        Feeds = posts.Feeds,
        VideoStreamings = posts.VideoStreamings,
        Polls = posts.Polls,
    };
}
