using System.Collections.Concurrent;

namespace Amity.Core.Mqtt;

/// <summary>
/// An MQTT 3.1.1 server (OASIS standard; clients of MQTT 3.1 are served as well) without a transport of its own and without an opinion on who may do what: that is the policy's. For any number of threads.
/// </summary>
public sealed partial class Broker : IAsyncDisposable
{
    private readonly Loop[] loops;
    private readonly ConcurrentDictionary<Connection, long> unopened = [];
    private readonly Timer timer;
    private long connections;
    private long rechecks;
    private long deliveries;
    private long deliveredBytes;
    private long receivedBytes;
    private long dropped;
    private long published;
    private long unpublished;

    /// <param name="policy">Who may do what.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="store">Where subscriptions outlive the process; null for nowhere.</param>
    /// <param name="loops">Tasks that share the sessions among them; one serves some ten thousand clients.</param>
    public Broker(IBrokerPolicy policy, BrokerOptions? options = null, ISessionStore? store = null, int loops = 1)
    {
        (Policy, Options, Store) = (policy, options ?? new BrokerOptions(), store);
        Retained = new RetainedMessages(Options.MaxRetained);
        this.loops = [.. Enumerable.Range(0, loops).Select(_ => new Loop(this))];
        timer = new Timer(_ => CloseTheSilent(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    internal IBrokerPolicy Policy { get; }

    internal BrokerOptions Options { get; }

    internal ISessionStore? Store { get; }

    internal RetainedMessages Retained { get; }

    /// <summary>What went wrong and is nobody's fault: the store, the policy, a defect.</summary>
    public event Action<Exception>? Trouble;

    /// <summary>Clients whose CONNECT was accepted and that are still there.</summary>
    public long Connections => Interlocked.Read(ref connections);

    public long Subscriptions => loops.Sum(loop => (long)loop.Subscriptions);

    /// <summary>Messages that were published, and those that found too many waiting.</summary>
    public (long Published, long Dropped) Messages => (Interlocked.Read(ref published), Interlocked.Read(ref unpublished));

    /// <summary>Messages handed to receivers, connected or not, and their bytes.</summary>
    public (long Count, long Bytes) Deliveries => (Interlocked.Read(ref deliveries), Interlocked.Read(ref deliveredBytes));

    public long ReceivedBytes => Interlocked.Read(ref receivedBytes);

    /// <summary>Clients that were dropped because they read too slowly.</summary>
    public long DroppedClients => Interlocked.Read(ref dropped);

    /// <summary>Sends a message to everybody who subscribed to its topic.</summary>
    /// <param name="topic">A valid name.</param>
    /// <param name="payload">Copied.</param>
    /// <param name="qos">No receiver gets it with more.</param>
    /// <param name="retain">Keep it for those who subscribe later, where the policy has that; an empty one ends what was kept.</param>
    public void Publish(string topic, ReadOnlySpan<byte> payload, QoS qos = QoS.AtMostOnce, bool retain = false)
    {
        if (retain && Policy.Retains)
        {
            Retained.Keep(topic, payload, qos);
        }

        Publish(new Message(topic, payload, qos));
    }

    public void Publish(Message message)
    {
        Interlocked.Increment(ref published);
        foreach (var loop in loops)
        {
            if (!loop.Publish(message))
            {
                Interlocked.Increment(ref unpublished);
            }
        }
    }

    /// <summary>Asks the policy again about every subscription of a member, connected or not, and ends those that it refuses now.</summary>
    public async Task Recheck(string memberKey)
    {
        Interlocked.Increment(ref rechecks);
        foreach (var loop in loops)
        {
            foreach (var (session, last, filters) in await loop.Ask(() => loop.FiltersOf(memberKey)))
            {
                var refused = new List<string>();
                foreach (var filter in filters)
                {
                    if (!await Policy.MaySubscribe(last, filter))
                    {
                        refused.Add(filter);
                    }
                }

                if (refused.Count > 0)
                {
                    loop.Post(() => loop.Revoke(session, refused));
                    if (Store is not null && !session.IsClean)
                    {
                        await Store.Unsubscribe(session.Key, refused);
                    }
                }
            }
        }
    }

    /// <summary>Ends the sessions of a member and closes their connections; with a condition only those whose connection, or the last one, was admitted with such a member.
    /// What was published before still reaches them.</summary>
    public void End(string memberKey, Func<Member, bool>? condition = null)
    {
        foreach (var loop in loops)
        {
            loop.Post(() => loop.End(memberKey, condition));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        foreach (var connection in unopened.Keys)
        {
            connection.Close();
        }

        foreach (var loop in loops)
        {
            await loop.Stop();
        }
    }

    internal long Rechecks => Interlocked.Read(ref rechecks);

    /// <summary>Rights may have changed between a decision and the subscription that followed from it: then once more.</summary>
    internal Task RecheckSince(long before, string memberKey) => Rechecks == before ? Task.CompletedTask : Recheck(memberKey);

    /// <summary>Serves a client until its connection is over.</summary>
    internal Task Serve(IWire wire)
    {
        var connection = new Connection(this, wire);
        unopened[connection] = Environment.TickCount64;
        return connection.Run();
    }

    internal Loop LoopOf(SessionKey key) => loops[(uint)key.GetHashCode() % (uint)loops.Length];

    internal void Forget(Connection connection) => unopened.TryRemove(connection, out _);

    internal void Opened() => Interlocked.Increment(ref connections);

    internal void Ended() => Interlocked.Decrement(ref connections);

    internal void Received(int bytes) => Interlocked.Add(ref receivedBytes, bytes);

    internal void Delivered(int receivers, int bytes)
    {
        Interlocked.Add(ref deliveries, receivers);
        Interlocked.Add(ref deliveredBytes, (long)receivers * bytes);
    }

    internal void Dropped() => Interlocked.Increment(ref dropped);

    internal void Troubled(Exception cause) => Trouble?.Invoke(cause);

    internal void ForgetStored(Session session)
    {
        if (Store is { } store && !session.IsClean)
        {
            _ = Task.Run(async () =>
            {
                try
                {
                    await store.Forget(session.Key);
                }
                catch (Exception trouble)
                {
                    Troubled(trouble);
                }
            });
        }
    }

    private void CloseTheSilent()
    {
        var latest = Environment.TickCount64 - (long)Options.ConnectTimeout.TotalMilliseconds;
        foreach (var (connection, since) in unopened)
        {
            if (since < latest)
            {
                connection.Close();
            }
        }
    }
}
