using System.Text.Json;
using Amity.Core.Data;
using Amity.Core.Pipeline;

namespace Amity.Modules.Audit;

/// <summary>Entries of a network's audit log by writes that come by no request: those of the command line.</summary>
public static class AuditEntries
{
    /// <summary>Inside the write that it tells of.</summary>
    public static Task Add(IWrite tx, AuditEntry entry) => tx.Run(Insert, new
    {
        entryId = tx.NewId(),
        entry.Actor.Kind,
        entry.Actor.Name,
        entry.Actor.CredentialId,
        entry.Action,
        permissions = JsonSerializer.Serialize(entry.Permissions),
        entry.Target,
        now = tx.Now,
    });

    private const string Insert = """
        insert into audit_entries (entry_id, actor_kind, actor, credential_id, action, permissions, target, created_at)
        values (@entryId, @Kind, @Name, @CredentialId, @Action, @permissions, @Target, @now)
        """;
}

/// <summary>An entry as it is stored, in a network's database or in that of the installation.</summary>
public sealed record AuditRow
{
    public string EntryId { get; init; } = "";

    public string ActorKind { get; init; } = "";

    public string Actor { get; init; } = "";

    public string CredentialId { get; init; } = "";

    public string Action { get; init; } = "";

    public string Permissions { get; init; } = "";

    public string Target { get; init; } = "";

    /// <summary>Empty for what stands in a network's own database.</summary>
    public string NetworkId { get; init; } = "";

    public long CreatedAt { get; init; }
}
