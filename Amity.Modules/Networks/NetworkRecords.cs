using Amity.Core.Data;

namespace Amity.Modules.Networks;

/// <summary>A network as the control database knows it.</summary>
public sealed record NetworkRecord
{
    public string NetworkId { get; init; } = "";

    public string Name { get; init; } = "";

    public bool IsDefault { get; init; }

    public bool IsDisabled { get; init; }

    public string ApiKey { get; init; } = "";

    internal string SigningKey { get; init; } = "";

    internal string PageKey { get; init; } = "";
}

/// <summary>Look-ups in the control database. SQLite answers synchronously; the callers hold locks or start the program.</summary>
internal static class NetworkRecords
{
    public static string? Default(Database control) => One<string>(control, DefaultId, new { });

    public static NetworkRecord? ById(Database control, string networkId) => One<NetworkRecord>(control, RecordById, new { networkId });

    public static string? ByKey(Database control, string kind, string value, long now) =>
        One<string>(control, IdByKey, new { kind, value, now });

    public static List<NetworkRecord> All(Database control)
    {
        using var read = control.Read();
        return read.Many<NetworkRecord>(AllRecords).GetAwaiter().GetResult();
    }

    private static T? One<T>(Database control, string sql, object args)
    {
        using var read = control.Read();
        return read.One<T>(sql, args).GetAwaiter().GetResult();
    }

    private const string Record = """
        select n.network_id,
               n.name,
               n.is_default,
               n.is_disabled,
               coalesce((select k.key_value
                         from network_keys k
                         where k.network_id = n.network_id
                           and k.kind = 'api'
                           and k.revoked_at is null
                         order by k.created_at desc, k.key_id desc
                         limit 1), '') as ApiKey,
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

    private const string IdByKey = """
        select network_id
        from network_keys
        where kind = @kind
          and key_value = @value
          and (revoked_at is null or revoked_at > @now)
        """;
}
