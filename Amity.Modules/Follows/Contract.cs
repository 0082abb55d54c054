using Amity.Core.Events;
using Amity.Core.Json;
using Amity.Core.Paging;
using Amity.Core.Time;
using Amity.Modules.Users;

namespace Amity.Modules.Follows;

/// <summary>What became of one user's relation to another.</summary>
public enum FollowChange
{
    /// <summary>Followed at once.</summary>
    Created,

    /// <summary>Asked to follow.</summary>
    Requested,

    /// <summary>The one who was asked agreed.</summary>
    Accepted,

    /// <summary>The one who followed ended it.</summary>
    Unfollowed,

    /// <summary>The one who asked took it back.</summary>
    RequestCanceled,

    /// <summary>The one who was asked said no.</summary>
    RequestDeclined,

    /// <summary>The one who was followed ended it.</summary>
    FollowerDeleted,
}

/// <summary>One user's relation to another has changed.</summary>
public sealed record FollowChanged(string FromUserId, string ToUserId, FollowChange Change) : IEvent;

/// <summary>One user's relation to another as the API answers it.</summary>
public sealed record FollowBody
{
    /// <summary>The status of a user to whom the caller's relation is a block.</summary>
    public const string Blocked = "blocked";

    /// <summary>The public id of who follows.</summary>
    public required string From { get; init; }

    public required string FromUserPublicId { get; init; }

    public required string FromUserInternalId { get; init; }

    /// <summary>The public id of who is followed.</summary>
    public required string To { get; init; }

    public required string ToUserPublicId { get; init; }

    public required string ToUserInternalId { get; init; }

    /// <summary><c>accepted</c>, <c>pending</c>, <c>none</c>, or <c>blocked</c> where the first blocks the second, to whom nobody tells it.</summary>
    public required string Status { get; init; }

    public required Instant CreatedAt { get; init; }

    public required Instant UpdatedAt { get; init; }
}

/// <summary>How many follow a user, and how many the user follows.</summary>
public sealed record FollowCountBody
{
    public required string UserId { get; init; }

    public required long FollowerCount { get; init; }

    public required long FollowingCount { get; init; }

    /// <summary>Requests that wait for the user; 0 for everybody else's eyes.</summary>
    public required long PendingCount { get; init; }
}

/// <summary>The FOLLOW family of answers.</summary>
public sealed record FollowsBody
{
    public static readonly FollowsBody Empty = new();

    public IReadOnlyList<FollowBody> Follows { get; init; } = [];

    /// <summary>Every user that a relation names.</summary>
    public IReadOnlyList<UserBody> Users { get; init; } = [];

    public IReadOnlyList<RawJson> Files { get; init; } = [];

    public Paging? Paging { get; init; }
}

/// <summary>A user's follow counts with the caller's own relation to that user.</summary>
public sealed record FollowInfoBody
{
    internal static readonly FollowInfoBody Empty = new() { FollowCounts = [], Follows = [] };

    public required IReadOnlyList<FollowCountBody> FollowCounts { get; init; }

    /// <summary>Empty for oneself.</summary>
    public required IReadOnlyList<FollowBody> Follows { get; init; }
}

/// <summary>Relations for other modules' answers.</summary>
public static partial class FollowPayloads;

/// <summary>Changes of relations that other modules make inside their own writes.</summary>
public static partial class FollowCommands;
