using Amity.Core.Data;

namespace Amity.Modules.Realtime;

internal sealed partial class StoredSessions
{
    /// <summary>Forgets the sessions that were opened last with these tokens, at most 100 of them at a time, or all of a user.</summary>
    /// <returns>The internal ids of whose they were.</returns>
    public static async Task<IEnumerable<string>> ForgetEnded(IWrite tx, IReadOnlyList<string> hashes, string? internalId)
    {
        var over = internalId is null
            ? await tx.Many<EndedRow>(ByTokens, new { hashes })
            : await tx.Many<EndedRow>(ByUser, new { internalId });
        foreach (var ended in over)
        {
            await Forget(tx, ended.SessionId, MostRows / over.Count);
        }

        return over.Select(ended => ended.InternalId).Distinct();
    }

    /// <summary>Notes which sessions are in use, and forgets those whose time is over; steps of at most 100 rows.</summary>
    public static async Task Sweep(Database database, IEnumerable<(string InternalId, string ClientId)> connected)
    {
        foreach (var some in connected.Chunk(100))
        {
            await database.Write(async tx =>
            {
                foreach (var (internalId, clientId) in some)
                {
                    await tx.Run(Touch, new { internalId, clientId, now = tx.Now });
                }

                return true;
            });
        }

        while (await database.Write(async tx =>
        {
            var over = await tx.Many<string>(Unused, new { until = tx.Now - (long)Life.TotalMilliseconds, most = 50 });
            foreach (var sessionId in over)
            {
                await Forget(tx, sessionId, MostRows / over.Count);
            }

            return over.Count == 50;
        }))
        {
        }
    }

    private const string ByTokens = """
        select session_id, internal_id
        from realtime_sessions
        where token_hash in @hashes
        limit 50
        """;

    private const string ByUser = """
        select session_id, internal_id
        from realtime_sessions
        where internal_id = @internalId
        limit 50
        """;

    private const string Touch = """
        update realtime_sessions
        set used_at = @now
        where internal_id = @internalId
          and client_id = @clientId
        """;

    private const string Unused = """
        select session_id
        from realtime_sessions
        where used_at < @until
        order by used_at
        limit @most
        """;

    private sealed record EndedRow
    {
        public string SessionId { get; init; } = "";

        public string InternalId { get; init; } = "";
    }
}
