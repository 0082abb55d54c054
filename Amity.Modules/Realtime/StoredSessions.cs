using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Mqtt;
using Amity.Modules.Jobs;

namespace Amity.Modules.Realtime;

/// <summary>
/// Keeps subscriptions in the network's database, because the SDK subscribes once and never again, also after a restart of the server. Written
/// with the other writes of the network, several to a commit. A session is over <see cref="Life"/> after it was last seen in use, which a
/// sweep notes once an hour of those that are connected.
/// </summary>
internal sealed partial class StoredSessions(INetworks networks) : ISessionStore
{
    public const int MostOfUser = 20;

    public const int MostFilters = 500;

    private const int MostRows = 100;

    /// <summary>A day without a connection, and the hour between two sweeps.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(25);

    public static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);

    public async ValueTask<IReadOnlyList<Subscription>?> Load(SessionKey session)
    {
        var database = DatabaseOf(session);
        using var read = database.Read();
        if (await read.One<Row>(ByClient, Args(session)) is not { } stored || IsOver(stored, database.Now))
        {
            return null;
        }

        var filters = await read.Many<FilterRow>(Filters, new { stored.SessionId, most = MostFilters });
        return [.. filters.Select(row => new Subscription(row.Filter, (QoS)row.Qos))];
    }

    public async ValueTask Open(SessionKey session, Member member, IReadOnlyCollection<string> others)
    {
        var database = DatabaseOf(session);
        var hash = ((RealtimeMember)member).Holder.TokenHash;
        using (var read = database.Read())
        {
            // When all come back after a restart, what is stored is true of nearly all of them.
            if (await read.One<Row>(ByClient, Args(session)) is { } stored && stored.TokenHash == hash && database.Now - stored.UsedAt < SweepEvery.TotalMilliseconds)
            {
                return;
            }
        }

        await database.Write(async tx =>
        {
            if (await tx.One<Row>(ByClient, Args(session)) is { } stored && IsOver(stored, tx.Now))
            {
                await Forget(tx, stored.SessionId, MostRows);
            }

            var (_, internalId) = RealtimeMember.Parts(session.Member);
            await tx.Run(Upsert, new { sessionId = tx.NewId(), internalId, session.ClientId, hash, now = tx.Now });

            // Of those that the broker has in memory it lets one go itself, and never one whose client is there before one whose client is away.
            var all = await tx.Many<ClientRow>(Clients, new { internalId });
            var away = all.Where(one => one.ClientId != session.ClientId && !others.Contains(one.ClientId));
            foreach (var oldest in away.Take(all.Count - MostOfUser))
            {
                await Forget(tx, oldest.SessionId, MostRows);
            }

            return true;
        });
    }

    public async ValueTask Subscribe(SessionKey session, IReadOnlyList<Subscription> added) => await DatabaseOf(session).Write(async tx =>
    {
        if (await tx.One<Row>(ByClient, Args(session)) is { } stored)
        {
            foreach (var (filter, qos) in added)
            {
                await tx.Run(AddFilter, new { stored.SessionId, filter, qos = (int)qos });
            }
        }

        return true;
    });

    public async ValueTask Unsubscribe(SessionKey session, IReadOnlyList<string> removed) => await DatabaseOf(session).Write(async tx =>
    {
        if (await tx.One<Row>(ByClient, Args(session)) is { } stored)
        {
            foreach (var filter in removed)
            {
                await tx.Run(RemoveFilter, new { stored.SessionId, filter });
            }
        }

        return true;
    });

    public async ValueTask Forget(SessionKey session)
    {
        if (Find(session) is not { } database)
        {
            return;
        }

        using (var read = database.Read())
        {
            if (await read.One<Row>(ByClient, Args(session)) is null)
            {
                return;
            }
        }

        await database.Write(async tx =>
        {
            if (await tx.One<Row>(ByClient, Args(session)) is { } stored)
            {
                await Forget(tx, stored.SessionId, MostRows);
            }

            return true;
        });
    }

    /// <summary>Removes the session and the first of its filters; where it may have more a job does the rest. Without the session nobody finds them.</summary>
    private static async Task Forget(IWrite tx, string sessionId, int mostFilters)
    {
        await tx.Run(Delete, new { sessionId });
        if (!await RemoveFilters.Some(tx, sessionId, mostFilters))
        {
            await JobQueue.Start(tx, RemoveFilters.JobKind, sessionId);
        }
    }

    private Database? Find(SessionKey session) => networks.ById(RealtimeMember.Parts(session.Member).NetworkId)?.Database;

    private Database DatabaseOf(SessionKey session) => Find(session) ?? throw new InvalidOperationException("The network is gone.");

    private static bool IsOver(Row stored, long now) => now - stored.UsedAt > Life.TotalMilliseconds;

    private static object Args(SessionKey session) => new { RealtimeMember.Parts(session.Member).InternalId, session.ClientId };

    private const string ByClient = """
        select session_id,
               token_hash,
               used_at
        from realtime_sessions
        where internal_id = @InternalId
          and client_id = @ClientId
        """;

    private const string Filters = """
        select filter, qos
        from realtime_subscriptions
        where session_id = @SessionId
        limit @most
        """;

    private const string Upsert = """
        insert into realtime_sessions (session_id, internal_id, client_id, token_hash, used_at)
        values (@sessionId, @internalId, @ClientId, @hash, @now)
        on conflict (internal_id, client_id) do update
        set token_hash = @hash,
            used_at    = @now
        """;

    private const string Clients = """
        select session_id, client_id
        from realtime_sessions
        where internal_id = @internalId
        order by used_at, session_id
        limit 1000
        """;

    private const string AddFilter = """
        insert into realtime_subscriptions (session_id, filter, qos)
        values (@SessionId, @filter, @qos)
        on conflict (session_id, filter) do update
        set qos = @qos
        """;

    private const string RemoveFilter = """
        delete from realtime_subscriptions
        where session_id = @SessionId
          and filter = @filter
        """;

    private const string Delete = """
        delete from realtime_sessions
        where session_id = @sessionId
        """;

    private sealed record Row
    {
        public string SessionId { get; init; } = "";

        public string TokenHash { get; init; } = "";

        public long UsedAt { get; init; }
    }

    private sealed record ClientRow
    {
        public string SessionId { get; init; } = "";

        public string ClientId { get; init; } = "";
    }

    private sealed record FilterRow
    {
        public string Filter { get; init; } = "";

        public long Qos { get; init; }
    }
}
