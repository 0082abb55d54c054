using Amity.Core.Time;

namespace Amity.Modules.Networks;

/// <summary>A network as the API answers it.</summary>
public sealed record NetworkBody
{
    public required string NetworkId { get; init; }

    public required string Name { get; init; }

    /// <summary>The newest key that its apps may send.</summary>
    public required string ApiKey { get; init; }

    public required bool IsDefault { get; init; }

    /// <summary>Every request of the network is refused; its data stays.</summary>
    public required bool IsDisabled { get; init; }

    public required Instant CreatedAt { get; init; }
}

/// <summary>A network that was just made, with what is shown this once.</summary>
public sealed record NewNetworkBody
{
    public required string NetworkId { get; init; }

    public required string Name { get; init; }

    public required string ApiKey { get; init; }

    public required string ServerKey { get; init; }

    /// <summary>The token of its first administrator, <c>admin</c>; it lives 365 days.</summary>
    public required string AdminToken { get; init; }

    public required Instant CreatedAt { get; init; }
}

/// <summary>How the sessions of a network are guarded.</summary>
public sealed record SecurityBody
{
    /// <summary>The newest key that its apps may send.</summary>
    public required string ApiKey { get; init; }

    /// <summary>Whether the API key is configured, so that the API does not change it.</summary>
    public required bool IsApiKeyConfigured { get; init; }

    public required bool IsServerKeyConfigured { get; init; }

    /// <summary>Whether new sessions need an authentication token.</summary>
    public required bool SecureMode { get; init; }

    public required bool IsSecureModeConfigured { get; init; }
}
