using Amity.Core.Data;
using Amity.Modules.Jobs;

namespace Amity.Modules.Realtime;

/// <summary>Removes the filters of a session that is over.</summary>
internal sealed class RemoveFilters : IJob
{
    public const string JobKind = "realtime.filters";

    private const int MostRows = 100;

    public string Kind => JobKind;

    public async Task<bool> Step(IWrite tx, string argument) => await tx.Run(Delete, new { sessionId = argument, most = MostRows }) < MostRows;

    private const string Delete = """
        delete from realtime_subscriptions
        where session_id = @sessionId
          and filter in (select filter
                         from realtime_subscriptions
                         where session_id = @sessionId
                         limit @most)
        """;
}
