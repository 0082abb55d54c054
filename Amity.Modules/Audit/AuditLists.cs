using Amity.Core.Paging;

namespace Amity.Modules.Audit;

/// <summary>The audit log of a network's own database, the newest entry first: one statement for each set of filters, so that each goes by an index.</summary>
internal static class AuditLists
{
    public static PagedSql<AuditRow> Of(string? actor, string? action) => (actor, action) switch
    {
        (null, null) => All,
        (_, null) => ByActor,
        (null, _) => ByAction,
        _ => ByBoth,
    };

    private static readonly PagedSql<AuditRow> All = Where("");

    private static readonly PagedSql<AuditRow> ByActor = Where("and e.actor = @Actor");

    private static readonly PagedSql<AuditRow> ByAction = Where("and e.action = @Action");

    private static readonly PagedSql<AuditRow> ByBoth = Where("and e.actor = @Actor and e.action = @Action");

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
               e.created_at
        from audit_entries e
        where e.created_at >= @pageFrom
          and e.created_at < @pageUntil
          {{filter}}
        {page}
        """,
        new Order<AuditRow>("lastCreated", "e.created_at", "e.entry_id", row => (row.CreatedAt, row.EntryId), Descending: true));
}
