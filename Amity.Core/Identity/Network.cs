using Amity.Core.Data;
using Amity.Core.Paging;

namespace Amity.Core.Identity;

/// <summary>A tenant: a database, keys and files of its own. Nothing of it can be reached from another.</summary>
public sealed class Network
{
    private volatile bool isClosed;
    private volatile bool secureMode;
    private volatile string apiKey = "";

    public required string Id { get; init; }

    /// <summary>A small number for it while it is open.</summary>
    public int Number { get; } = NetworkNumbers.Shared.Take();

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The newest key that its apps may send: no secret.</summary>
    public required string ApiKey
    {
        get => apiKey;
        set => apiKey = value;
    }

    public required Database Database { get; init; }

    /// <summary>Signs access tokens and authentication tokens.</summary>
    public required byte[] SigningKey { get; init; }

    /// <summary>Keys the MAC of page tokens.</summary>
    public required byte[] PageKey { get; init; }

    /// <summary>What the network's page tokens are bound to.</summary>
    public PageScope Pages => field ??= new PageScope(Id, PageKey);

    /// <summary>Whether new sessions need an authentication token.</summary>
    public required bool SecureMode
    {
        get => secureMode;
        set => secureMode = value;
    }

    /// <summary>Disabled or deleted: no credential of it is good any more. Enabled again it is another object.</summary>
    public bool IsClosed => isClosed;

    /// <summary>For good. The database is closed by whoever opened it.</summary>
    public void Close()
    {
        isClosed = true;
        NetworkNumbers.Shared.GiveBack(Number);
    }
}

/// <summary>The networks that this server has.</summary>
public interface INetworks
{
    /// <summary>The network that the first start created: the one that an embedding host usually means.</summary>
    Network Default { get; }

    /// <summary>The database of the installation: which networks there are, their keys, what was done to them.</summary>
    Database Control { get; }

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
