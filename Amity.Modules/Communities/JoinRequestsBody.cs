using System.Text.Json.Serialization;
using Amity.Core.Json;
using Amity.Core.Paging;
using Amity.Core.Time;
using Amity.Modules.Users;

namespace Amity.Modules.Communities;

/// <summary>
/// Requests to join as the API answers them. The SDK takes a community in this answer for a whole new one, and loses what it knows of it:
/// so there is none.
/// </summary>
public sealed record JoinRequestsBody
{
    public IReadOnlyList<JoinRequestBody> JoinRequests { get; init; } = [];

    /// <summary>The caller's own row after joining.</summary>
    public IReadOnlyList<CommunityUserBody> CommunityUsers { get; init; } = [];

    /// <summary>Every user that the other arrays name.</summary>
    public IReadOnlyList<UserBody> Users { get; init; } = [];

    public IReadOnlyList<RawJson> Files { get; init; } = [];

    public Paging? Paging { get; init; }
}

/// <summary>A request to join a community. That of a user to a community has one id, however often the user asks.</summary>
public sealed record JoinRequestBody
{
    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    public required string JoinRequestId { get; init; }

    public required string NetworkId { get; init; }

    public string Type { get; init; } = "communityJoinRequest";

    public string TargetType { get; init; } = "community";

    public required string TargetId { get; init; }

    public required string UserId { get; init; }

    public required string RequestorId { get; init; }

    public required string RequestorInternalId { get; init; }

    public required string RequestorPublicId { get; init; }

    /// <summary><c>pending</c>, <c>approved</c>, <c>rejected</c> or <c>cancelled</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Null while it waits, and when its user took it back.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Instant? RespondedAt { get; init; }

    /// <summary>Null while it waits, and when nobody but its user ended it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? ResponderId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? ResponderInternalId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? ResponderPublicId { get; init; }

    public required Instant CreatedAt { get; init; }

    public required Instant UpdatedAt { get; init; }

    internal static string IdOf(string communityId, string userInternalId) => $"{communityId}-{userInternalId}";
}
