using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Amity.Core.Data;
using Amity.Core.Time;

namespace Amity.Modules.Networks;

internal static class KeyKind
{
    /// <summary>Shipped in apps, no secret.</summary>
    public const string Api = "api";

    /// <summary>Acts for the operator's own backend.</summary>
    public const string Server = "server";
}

/// <summary>A key of a network, for its administrators.</summary>
public sealed record KeyBody
{
    public required string KeyId { get; init; }

    /// <summary><c>api</c> or <c>server</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The key itself; of a server key only in the answer to its creation.</summary>
    public string? Key { get; init; }

    /// <summary>False for a revoked key, and for one that a configured key takes the place of.</summary>
    public required bool IsLive { get; init; }

    public required Instant CreatedAt { get; init; }

    /// <summary>Dead from then on, which may lie ahead.</summary>
    public Instant? RevokedAt { get; init; }
}

/// <summary>The keys of one network, in the control database.</summary>
internal static class NetworkKeys
{
    /// <summary>More live side by side than any rotation needs.</summary>
    public const int MostLive = 10;

    /// <summary>SHA-256, hexadecimal: how server keys are stored.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Makes a key and answers it; of a server key nothing but the hash is kept.</summary>
    public static async Task<(string KeyId, string Key)> Add(IWrite tx, string networkId, string kind)
    {
        var keyId = tx.NewId();
        var key = kind == KeyKind.Api
            ? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))
            : Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(48));
        await tx.Run(Insert, new { keyId, networkId, kind, value = kind == KeyKind.Api ? key : Hash(key), now = tx.Now });
        return (keyId, key);
    }

    private const string Insert = """
        insert into network_keys (key_id, network_id, kind, key_value, created_at)
        values (@keyId, @networkId, @kind, @value, @now)
        """;
}

/// <summary>A key as it is stored; a server key without its hash.</summary>
internal sealed record KeyRow
{
    public string KeyId { get; init; } = "";

    public string Kind { get; init; } = "";

    public string? ApiKey { get; init; }

    public long CreatedAt { get; init; }

    public long? RevokedAt { get; init; }

    public const string Columns = """
        k.key_id,
        k.kind,
        case when k.kind = 'api' then k.key_value end as api_key,
        k.created_at,
        k.revoked_at
        """;

    public bool Lives(long now) => RevokedAt is null || RevokedAt > now;

    public KeyBody ToBody(bool isConfigured, long now) => new()
    {
        KeyId = KeyId,
        Kind = Kind,
        Key = ApiKey,
        IsLive = Lives(now) && !isConfigured,
        CreatedAt = CreatedAt,
        RevokedAt = RevokedAt is { } revokedAt ? new Instant(revokedAt) : null,
    };
}
