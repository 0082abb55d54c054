using Amity.Core.Data;
using Amity.Modules.Jobs;

namespace Amity.Modules.Realtime;

/// <summary>Removes the filters of a session that is over.</summary>
internal sealed class RemoveFilters : IJob
{
    public const string JobKind = "realtime.filters";

    private const int MostRows = 100;

    public string Kind => JobKind;

    public Task<bool> Step(IWrite tx, string argument) => Some(tx, argument, MostRows);

    /// <summary>Removes so many at most; true when none are left.</summary>
    public static async Task<bool> Some(IWrite tx, string sessionId, int most) => await tx.Run(Delete, new { sessionId, most }) < most;

    private const string Delete = """
        delete from realtime_subscriptions
        where session_id = @sessionId
          and filter in (select filter
                         from realtime_subscriptions
                         where session_id = @sessionId
                         limit @most)
        """;
}
