using System.Text.Json;
using Amity.Core.Data;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using Amity.Modules.Audit;

namespace Amity.Modules.Networks;

/// <summary>What was done to the installation, in the control database.</summary>
internal sealed class ControlAudit : IControlAuditLog
{
    Task IControlAuditLog.Add(IWrite tx, AuditEntry entry) => Add(tx, entry);

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
        entry.NetworkId,
        now = tx.Now,
    });

    private const string Insert = """
        insert into audit_log (entry_id, actor_kind, actor, credential_id, action, permissions, target, network_id, created_at)
        values (@entryId, @Kind, @Name, @CredentialId, @Action, @permissions, @Target, @NetworkId, @now)
        """;
}

public static partial class ControlAuditLists
{
    private static readonly PagedSql<AuditRow> Network = Where("and e.network_id = @networkId");

    private static readonly PagedSql<AuditRow> NetworkByActor = Where("and e.network_id = @networkId and e.actor = @Actor");

    private static readonly PagedSql<AuditRow> NetworkByAction = Where("and e.network_id = @networkId and e.action = @Action");

    private static readonly PagedSql<AuditRow> NetworkByBoth = Where("and e.network_id = @networkId and e.actor = @Actor and e.action = @Action");

    private static readonly PagedSql<AuditRow> All = Where("");

    private static readonly PagedSql<AuditRow> AllByActor = Where("and e.actor = @Actor");

    private static readonly PagedSql<AuditRow> AllByAction = Where("and e.action = @Action");

    private static readonly PagedSql<AuditRow> AllByBoth = Where("and e.actor = @Actor and e.action = @Action");

    private static PagedSql<AuditRow> Where(string filter) => new(
        "audit.list",
        $$"""
        select e.entry_id,
               e.actor_kind,
               e.actor,
               e.credential_id,
               e.action,
               e.permissions,
               e.target,
               e.network_id,
               e.created_at
        from audit_log e
        where e.created_at >= @pageFrom
          and e.created_at < @pageUntil
          {{filter}}
        {page}
        """,
        new Order<AuditRow>("lastCreated", "e.created_at", "e.entry_id", row => (row.CreatedAt, row.EntryId), Descending: true));
}
