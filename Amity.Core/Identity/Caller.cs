using System.Collections.Frozen;
using Amity.Core.RateLimiting;

namespace Amity.Core.Identity;

/// <summary>The credential behind a call.</summary>
public enum CallerKind
{
    /// <summary>Only the network's API key: may open a session.</summary>
    ApiKey,

    /// <summary>The network's server key: may make authentication tokens.</summary>
    ServerKey,

    /// <summary>A user's session.</summary>
    User,

    /// <summary>An administrator's token: every right, no rate limit.</summary>
    Administrator,
}

/// <summary>Who calls, and in which network. Made by authentication, or by an embedding host for its own calls.</summary>
public sealed record Caller
{
    private List<string>? used;

    public required Network Network { get; init; }

    public required CallerKind Kind { get; init; }

    /// <summary>The public id, as the application chose it. Empty for keys.</summary>
    public string UserId { get; init; } = "";

    /// <summary>The id that the server chose. Empty for keys.</summary>
    public string InternalId { get; init; } = "";

    /// <summary>What the user may do in the whole network. Empty unless the session was opened with a verified authentication token.</summary>
    public FrozenSet<string> Permissions { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The session or administrator's token, for its revocation. Empty for keys and for callers of an embedding host.</summary>
    public string SessionId { get; init; } = "";

    /// <summary>Of the session; null for keys and for callers of an embedding host.</summary>
    public SessionLife? Life { get; init; }

    /// <summary>The way to the windows of the rate limit, kept from the first call on.</summary>
    internal RateLimitEntrance? Entrance { get; set; }

    /// <summary>Who sees everything and is nobody: for what is told to many, in which no reader's own rows may stand.</summary>
    public static Caller Nobody(Network network) => new() { Network = network, Kind = CallerKind.Administrator };

    /// <summary>Whether the rate limit counts the calls: those of users, unless they hold EXEMPT_FROM_RATE_LIMITS in the whole network.</summary>
    public bool IsCounted => Kind is CallerKind.User && (Permissions.Count == 0 || !Permissions.Contains("EXEMPT_FROM_RATE_LIMITS"));

    public bool IsAdministrator => Kind == CallerKind.Administrator;

    /// <summary>
    /// Whether the caller may do it in the whole network; an administrator may do anything. A write that finds it so is written down as one
    /// that rested on it: ask last, and only where it decides.
    /// </summary>
    public bool Has(string permission) => IsAdministrator || (Permissions.Contains(permission) && Use(permission));

    /// <summary>The same where it decides only what the caller sees.</summary>
    public bool Sees(string permission) => IsAdministrator || Permissions.Contains(permission);

    /// <summary>The caller of one write, which notes what <see cref="Has"/> answers with yes. Who has no such rights needs no copy.</summary>
    internal Caller Noting() => Permissions.Count == 0 ? this : this with { used = [] };

    /// <summary>The network-wide permissions that were asked for and found since the last call of this.</summary>
    internal IReadOnlyList<string> TakeUsed()
    {
        if (used is not { Count: > 0 })
        {
            return [];
        }

        string[] taken = [.. used.Distinct()];
        used.Clear();
        return taken;
    }

    private bool Use(string permission)
    {
        used?.Add(permission);
        return true;
    }

    /// <summary>Who it is, and not what is remembered of their calls.</summary>
    public bool Equals(Caller? other) => other is not null
        && (Network, Kind, UserId, InternalId, Permissions, SessionId)
            .Equals((other.Network, other.Kind, other.UserId, other.InternalId, other.Permissions, other.SessionId));

    public override int GetHashCode() => HashCode.Combine(Network, Kind, UserId, InternalId, SessionId);
}
