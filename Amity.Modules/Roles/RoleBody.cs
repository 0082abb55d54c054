using Amity.Core.Paging;
using Amity.Core.Time;

namespace Amity.Modules.Roles;

/// <summary>A role as the API answers it.</summary>
public sealed record RoleBody
{
    public required string RoleId { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>In alphabetical order.</summary>
    public required IReadOnlyList<string> Permissions { get; init; }

    public required bool IsDeleted { get; init; }

    public required Instant CreatedAt { get; init; }

    public required Instant UpdatedAt { get; init; }
}

/// <summary>One page of roles, in the shape that the SDK reads.</summary>
public sealed record RolesBody
{
    public required IReadOnlyList<RoleBody> Roles { get; init; }

    public required Paging Paging { get; init; }
}
