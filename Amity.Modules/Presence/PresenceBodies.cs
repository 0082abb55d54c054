using Amity.Core.Time;

namespace Amity.Modules.Presence;

/// <summary>What the caller has set, and the network.</summary>
public sealed record PresenceSettingsBody
{
    public required UserPresenceBody User { get; init; }

    public required NetworkPresenceBody Network { get; init; }
}

/// <summary>Whether the user shows that it is there.</summary>
public sealed record UserPresenceBody
{
    public required bool Enabled { get; init; }

    public Instant? EnabledAt { get; init; }
}

/// <summary>How often clients tell and ask, in seconds.</summary>
public sealed record NetworkPresenceBody
{
    public required bool Enabled { get; init; }

    public required int HeartbeatInterval { get; init; }

    public required int PresenceSyncInterval { get; init; }

    public Instant? UpdatedAt { get; init; }
}

/// <summary>Users and when they were last heard of.</summary>
public sealed record PresencesBody
{
    public required IReadOnlyList<PresenceBody> Presences { get; init; }
}

public sealed record PresenceBody
{
    public required string UserId { get; init; }

    /// <summary>Absent for a user that was not heard of lately.</summary>
    public Instant? LastHeartbeat { get; init; }
}
