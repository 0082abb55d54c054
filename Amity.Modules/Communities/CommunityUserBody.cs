using Amity.Core.Time;

namespace Amity.Modules.Communities;

public sealed partial record CommunityUserBody
{
    public required string UserId { get; init; }

    public required string UserPublicId { get; init; }

    public required string UserInternalId { get; init; }

    public required string CommunityId { get; init; }

    public required string ChannelId { get; init; }

    /// <summary><c>member</c>, <c>banned</c> or <c>none</c>.</summary>
    public required string CommunityMembership { get; init; }

    public required bool IsBanned { get; init; }

    public bool IsMuted { get; init; }

    public required Instant LastActivity { get; init; }

    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>What the roles give in the community, resolved. The SDK breaks on a row without it.</summary>
    public required IReadOnlyList<string> Permissions { get; init; }

    public required Instant CreatedAt { get; init; }

    public required Instant UpdatedAt { get; init; }
}
