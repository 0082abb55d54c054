using Amity.Core.Data;
using Amity.Core.Paging;
using Amity.Core.RateLimiting;

namespace Amity.Core.Identity;

/// <summary>A tenant: a database, keys and files of its own. Nothing of it can be reached from another.</summary>
public sealed class Network
{
    private static int numbers;

    public required string Id { get; init; }

    /// <summary>A small number for it while this process lives.</summary>
    public int Number { get; } = Interlocked.Increment(ref numbers) is var next and < RateLimitKey.MostNetworks
        ? next
        : throw new InvalidOperationException("There are too many networks to number.");

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The key that its apps send: no secret.</summary>
    public required string ApiKey { get; init; }

    public required Database Database { get; init; }

    /// <summary>Signs access tokens and authentication tokens.</summary>
    public required byte[] SigningKey { get; init; }

    /// <summary>Keys the MAC of page tokens.</summary>
    public required byte[] PageKey { get; init; }

    /// <summary>What the network's page tokens are bound to.</summary>
    public PageScope Pages => field ??= new PageScope(Id, PageKey);

    /// <summary>Whether sessions need an authentication token.</summary>
    public required bool SecureMode { get; init; }
}

/// <summary>The networks that this server has.</summary>
public interface INetworks
{
    /// <summary>The network that the first start created: the one that an embedding host usually means.</summary>
    Network Default { get; }

    Network? ById(string networkId);

    Network? ByApiKey(string apiKey);

    Network? ByServerKey(string serverKey);
}

/// <summary>Turns a bearer token into a caller.</summary>
public interface IAuthenticator
{
    /// <summary>The caller behind a live token; null when it is unknown, expired, superseded or revoked.</summary>
    ValueTask<Caller?> Authenticate(string token);

    /// <summary>
    /// Whether the caller's user may still act. Asked inside a write of callers of whom nobody has watched that since they were made: a ban or
    /// a deletion may have come first.
    /// </summary>
    Task<bool> MayStillAct(IRead db, Caller caller);
}
