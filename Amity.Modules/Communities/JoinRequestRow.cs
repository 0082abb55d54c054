using Amity.Core.Identity;

namespace Amity.Modules.Communities;

/// <summary>A request to join as it is stored, with who asked and who responded.</summary>
internal sealed record JoinRequestRow
{
    public string CommunityId { get; init; } = "";

    public string UserId { get; init; } = "";

    public string InternalId { get; init; } = "";

    public string Status { get; init; } = "";

    public string? ResponderId { get; init; }

    public string? ResponderInternalId { get; init; }

    public long CreatedAt { get; init; }

    public long UpdatedAt { get; init; }

    public bool IsPending => Status == "pending";

    public IEnumerable<string> UserIds => ResponderId is null ? [UserId] : [UserId, ResponderId];

    public JoinRequestBody ToBody(Network network) => new()
    {
        Id = JoinRequestBody.IdOf(CommunityId, InternalId),
        JoinRequestId = JoinRequestBody.IdOf(CommunityId, InternalId),
        NetworkId = network.Id,
        TargetId = CommunityId,
        UserId = UserId,
        RequestorId = InternalId,
        RequestorInternalId = InternalId,
        RequestorPublicId = UserId,
        Status = Status,
        RespondedAt = Status is "approved" or "rejected" ? UpdatedAt : null,
        ResponderId = ResponderInternalId,
        ResponderInternalId = ResponderInternalId,
        ResponderPublicId = ResponderId,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
    };

    /// <summary>The columns of <c>community_join_requests r</c> with <see cref="Users"/>.</summary>
    public const string Columns = """
        r.community_id,
        r.user_id,
        u.internal_id,
        r.status,
        r.responder_id,
        responder.internal_id as ResponderInternalId,
        r.created_at,
        r.updated_at
        """;

    public const string Users = """
        join users u on u.user_id = r.user_id
        left join users responder on responder.user_id = r.responder_id
        """;
}
