using Amity.Core.Data;

namespace Amity.Modules.Networks;

/// <summary>A network as the control database knows it.</summary>
public sealed record NetworkRecord
{
    public string NetworkId { get; init; } = "";

    public string Name { get; init; } = "";

    public bool IsDefault { get; init; }

    public bool IsDisabled { get; init; }

    public bool SecureMode { get; init; }

    public string ApiKey { get; init; } = "";

    public long CreatedAt { get; init; }

    internal string SigningKey { get; init; } = "";

    internal string PageKey { get; init; } = "";
}

/// <summary>A key as it leads to its network.</summary>
internal sealed record KnownKey
{
    public string NetworkId { get; init; } = "";

    public long? RevokedAt { get; init; }

    public bool Lives(long now) => RevokedAt is null || RevokedAt > now;
}

/// <summary>Look-ups in the control database. SQLite answers synchronously; the callers hold locks or start the program.</summary>
internal static class NetworkRecords
{
    public static string? Default(Database control) => One<string>(control, DefaultId, new { });

    public static NetworkRecord? ById(Database control, string networkId) => One<NetworkRecord>(control, RecordById, new { networkId });

    public static Task<NetworkRecord?> ById(IRead db, string networkId) => db.One<NetworkRecord>(RecordById, new { networkId });

    public static KnownKey? Key(Database control, string kind, string value) => One<KnownKey>(control, KeyByValue, new { kind, value });

    public static List<NetworkRecord> All(Database control)
    {
        using var read = control.Read();
        return read.Many<NetworkRecord>(AllRecords).GetAwaiter().GetResult();
    }

    /// <summary>The networks that are gone but for their folders.</summary>
    public static List<string> Deleted(Database control)
    {
        using var read = control.Read();
        return read.Many<string>(DeletedIds).GetAwaiter().GetResult();
    }

    private static T? One<T>(Database control, string sql, object args)
    {
        using var read = control.Read();
        return read.One<T>(sql, args).GetAwaiter().GetResult();
    }

    /// <summary>The columns of a network <c>n</c> that its administrators may see.</summary>
    public const string Columns = """
        n.network_id,
               n.name,
               n.is_default,
               n.is_disabled,
               n.secure_mode,
               n.created_at,
               coalesce((select k.key_value
                         from network_keys k
                         where k.network_id = n.network_id
                           and k.kind = 'api'
                           and k.revoked_at is null
                         order by k.created_at desc, k.key_id desc
                         limit 1), '') as ApiKey
        """;

    private const string Record = $"""
        select {Columns},
               (select s.secret from network_secrets s where s.network_id = n.network_id and s.purpose = 'access-token') as SigningKey,
               (select s.secret from network_secrets s where s.network_id = n.network_id and s.purpose = 'page-token')   as PageKey
        from networks n
        """;

    private const string DefaultId = """
        select network_id
        from networks
        where is_default
        """;

    private const string RecordById = $"""
        {Record}
        where n.network_id = @networkId
        """;

    private const string AllRecords = $"""
        {Record}
        order by n.created_at, n.network_id
        limit 10000
        """;

    private const string KeyByValue = """
        select network_id,
               revoked_at
        from network_keys
        where kind = @kind
          and key_value = @value
        """;

    private const string DeletedIds = """
        select network_id
        from network_deletions
        limit 10000
        """;
}
