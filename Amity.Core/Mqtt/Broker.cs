using System.Collections.Concurrent;

namespace Amity.Core.Mqtt;

/// <summary>
/// An MQTT 3.1.1 server (OASIS standard; clients of MQTT 3.1 are served as well),
/// without a transport of its own and without an opinion on who may do what: that is the policy's. For any number of threads.
/// </summary>
public sealed partial class Broker : IAsyncDisposable
{
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(5);

    private readonly Loop[] loops;
    private readonly ConcurrentDictionary<Connection, long> unopened = [];
    private readonly OrderedStore? store;
    private readonly Timer timer;
    private volatile bool isStopping;
    private int running;
    private int opening;
    private long connections;
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
        (Policy, Options) = (policy, options ?? new BrokerOptions());
        this.store = store is null ? null : new OrderedStore(store);
        Allowances = new Allowances(Options.QuestionsPerSecond, Options.QuestionsAtOnce);
        Retained = new RetainedMessages(Options.MaxRetained, Options.MaxRetainedBytes);
        this.loops = [.. Enumerable.Range(0, loops).Select(_ => new Loop(this))];
        timer = new Timer(_ => CloseTheSilent(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    internal IBrokerPolicy Policy { get; }

    internal BrokerOptions Options { get; }

    internal OrderedStore? Store => store;

    internal RetainedMessages Retained { get; }

    internal Revocations Revocations { get; } = new();

    internal Allowances Allowances { get; }

    /// <summary>What went wrong and is nobody's fault: the store, the policy, a defect.</summary>
    public event Action<Exception>? Trouble;

    /// <summary>Clients whose CONNECT was accepted and that are still there.</summary>
    public long Connections => Interlocked.Read(ref connections);

    /// <summary>Those whose CONNECT is not answered yet.</summary>
    public int Unopened => Volatile.Read(ref opening);

    public long Subscriptions => loops.Sum(loop => (long)loop.Subscriptions);

    /// <summary>Messages that were published, and those that found too many waiting.</summary>
    public (long Published, long Dropped) Messages => (Interlocked.Read(ref published), Interlocked.Read(ref unpublished));

    /// <summary>Messages handed to receivers, connected or not, and their bytes.</summary>
    public (long Count, long Bytes) Deliveries => (Interlocked.Read(ref deliveries), Interlocked.Read(ref deliveredBytes));

    public long ReceivedBytes => Interlocked.Read(ref receivedBytes);

    /// <summary>Clients that were dropped because they read too slowly.</summary>
    public long DroppedClients => Interlocked.Read(ref dropped);

    /// <summary>Sends a message to everybody who subscribed to its topic.</summary>
    /// <param name="topic">A valid name; <see cref="ArgumentException"/> otherwise.</param>
    /// <param name="payload">Copied.</param>
    /// <param name="qos">No receiver gets it with more.</param>
    /// <param name="retain">Keep it for those who subscribe later, where the policy has that; an empty one ends what was kept.</param>
    public void Publish(string topic, ReadOnlySpan<byte> payload, QoS qos = QoS.AtMostOnce, bool retain = false) => Publish(null, topic, payload, qos, retain);

    public void Publish(Message message) => Publish(null, message);

    /// <summary>Ends the sessions of a member and closes their connections; with a condition only those whose connection, or the last one, was
    /// admitted with such a member. What was published before still reaches them.</summary>
    public void End(string memberKey, Func<Member, bool>? condition = null)
    {
        Revocations.Ended();
        foreach (var loop in loops)
        {
            loop.Post(() => loop.End(memberKey, condition));
        }
    }

    /// <summary>Sends what waits, closes the connections and stores what is to be stored. Wills are not published: the clients come back.</summary>
    public async ValueTask DisposeAsync()
    {
        isStopping = true;
        await timer.DisposeAsync();
        foreach (var connection in unopened.Keys)
        {
            connection.Close();
        }

        foreach (var loop in loops)
        {
            await loop.Stop();
        }

        var latest = Environment.TickCount64 + (long)LongestGoodbye.TotalMilliseconds;
        while (Volatile.Read(ref running) > 0 && Environment.TickCount64 < latest)
        {
            await Task.Delay(10);
        }

        await (store?.Drain() ?? Task.CompletedTask);
    }

    /// <summary>Serves a client until its connection is over.</summary>
    internal async Task Serve(IWire wire)
    {
        var connection = new Connection(this, wire);
        Interlocked.Increment(ref running);
        var isRoom = Interlocked.Increment(ref opening) <= Options.MaxUnopened;
        unopened[connection] = Environment.TickCount64;
        try
        {
            if (isRoom && !isStopping)
            {
                await connection.Run();
            }
        }
        finally
        {
            Forget(connection);
            connection.Close();
            Interlocked.Decrement(ref running);
        }
    }

    /// <summary>Publishes on a loop's own time, where it is one's.</summary>
    internal void Publish(Loop? from, string topic, ReadOnlySpan<byte> payload, QoS qos, bool retain)
    {
        var message = new Message(topic, payload, qos);
        if (retain && Policy.Retains)
        {
            Retained.Keep(topic, payload, qos);
        }

        Publish(from, message);
    }

    internal Loop LoopOf(SessionKey key) => loops[(uint)key.GetHashCode() % (uint)loops.Length];

    internal void Opened() => Interlocked.Increment(ref connections);

    internal void Ended() => Interlocked.Decrement(ref connections);

    internal void Received(int bytes) => Interlocked.Add(ref receivedBytes, bytes);

    internal void Delivered(int receivers, int bytes)
    {
        Interlocked.Add(ref deliveries, receivers);
        Interlocked.Add(ref deliveredBytes, (long)receivers * bytes);
    }

    private void Publish(Loop? from, Message message)
    {
        Interlocked.Increment(ref published);
        foreach (var loop in loops)
        {
            if (loop == from)
            {
                loop.Deliver(message);
            }
            else if (!loop.Publish(message))
            {
                Interlocked.Increment(ref unpublished);
            }
        }
    }
}
