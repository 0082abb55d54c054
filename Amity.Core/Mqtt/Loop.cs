using System.Threading.Channels;

namespace Amity.Core.Mqtt;

/// <summary>
/// Owns a share of the sessions and all their state: one task that takes what connections and publishers hand over, in its order. What it has to
/// send it collects during a turn and sends at its end, so that a client costs one call of the system however many messages came at once. A
/// message travels as one encoded packet to all its receivers.
/// </summary>
internal sealed partial class Loop
{
    /// <summary>After so many pieces for clients a turn ends, whatever else waits: the first of them have waited long enough.</summary>
    private const int MostPieces = 131_072;

    private const int MostCommands = 1024;
    private const int ManyCommands = 4096;
    private const int ScratchBytes = 64 * 1024;
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(500);

    private readonly Broker broker;
    private readonly Channel<Command> commands = Channel.CreateUnbounded<Command>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TopicTree<Session> topics = new();
    private readonly Dictionary<SessionKey, Session> sessions = [];
    private readonly Dictionary<string, List<Session>> ofMembers = [];
    private readonly List<Connection> dirty = [];
    private readonly List<Session> found = [];
    private readonly byte[] scratch = GC.AllocateArray<byte>(ScratchBytes, pinned: true);
    private readonly Timer timer;
    private int publishedWaiting;
    private int commandsWaiting;
    private int pieces;

    public Loop(Broker broker)
    {
        this.broker = broker;
        timer = new Timer(_ => Post(Tick), null, TickEvery, TickEvery);
        Completion = Task.Run(Run);
    }

    public Task Completion { get; }

    public int Subscriptions => topics.Count;

    private static long Now => Environment.TickCount64;

    /// <summary>Has this done on the loop, after all that was posted before.</summary>
    public void Post(Action action)
    {
        Interlocked.Increment(ref commandsWaiting);
        commands.Writer.TryWrite(new Command(null, action));
    }

    /// <summary>Completes at once while few commands wait; else when those before are done, so that a client is not read faster than it is served.</summary>
    public Task Room() => Volatile.Read(ref commandsWaiting) < ManyCommands ? Task.CompletedTask : Ask(() => true);

    /// <summary>The same, and waits for its answer.</summary>
    public Task<T> Ask<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Increment(ref commandsWaiting);
        var isTaken = commands.Writer.TryWrite(new Command(null, () =>
        {
            try
            {
                answer.SetResult(question());
            }
            catch (Exception failure)
            {
                answer.SetException(failure);
            }
        }));
        return isTaken ? answer.Task : Task.FromCanceled<T>(new CancellationToken(canceled: true));
    }

    /// <summary>False when too many wait already; the message is dropped.</summary>
    public bool Publish(Message message)
    {
        if (Interlocked.Increment(ref publishedWaiting) <= broker.Options.MaxPublishedWaiting)
        {
            return commands.Writer.TryWrite(new Command(message, null));
        }

        Interlocked.Decrement(ref publishedWaiting);
        return false;
    }

    /// <summary>No more is taken; what was taken is done.</summary>
    public async Task Stop()
    {
        await timer.DisposeAsync();
        Post(() =>
        {
            foreach (var session in sessions.Values)
            {
                session.Connection?.Close();
            }
        });
        commands.Writer.TryComplete();
        await Completion;
    }

    private async Task Run()
    {
        var reader = commands.Reader;
        while (await reader.WaitToReadAsync())
        {
            pieces = 0;
            for (var left = MostCommands; left > 0 && pieces < MostPieces && reader.TryRead(out var command); left--)
            {
                Execute(command);
            }

            Flush();
        }
    }

    private void Execute(Command command)
    {
        try
        {
            if (command.Message is { } message)
            {
                Interlocked.Decrement(ref publishedWaiting);
                Deliver(message);
            }
            else
            {
                Interlocked.Decrement(ref commandsWaiting);
                command.Action!();
            }
        }
        catch (Exception defect)
        {
            // One client's packet must not end the service of all others.
            broker.Troubled(defect);
        }
    }

    private void Deliver(Message message)
    {
        found.Clear();
        topics.Match(message.Topic, found);
        foreach (var session in found)
        {
            if (message.Audience?.Contains(session.Key.Member) == false)
            {
                continue;
            }

            session.Deliver(message, session.Granted);
            if (session.Connection is { } connection)
            {
                pieces++;
                MarkDirty(connection);
            }
        }

        broker.Delivered(found.Count, message.Bytes);
    }

    // From here on: what connections post. Those that are over by then are left out.

    public void Opened(Connection connection, SessionKey key, bool isClean, IReadOnlyList<Subscription>? stored)
    {
        var isKnown = sessions.TryGetValue(key, out var session);
        if (isKnown)
        {
            TakeOver(session!);
            if (isClean || session!.IsClean)
            {
                Remove(session!);
                session = null;
            }
        }

        var isPresent = !isClean && (session is not null || stored is not null);
        session ??= Add(key, isClean, connection.Member!);
        foreach (var (filter, qos) in stored ?? [])
        {
            Subscribe(session, filter, qos);
        }

        foreach (var filter in stored is null ? [] : session.Filters.Keys.Except(stored.Select(one => one.Filter)).ToList())
        {
            Unsubscribe(session, filter);
        }

        session.Attach(connection);
        connection.Session = session;
        Answer(connection, PacketEncoder.ConnAck(isPresent, ConnectReturn.Accepted));
        broker.Opened();
        Resume(connection, session);
    }

    public IReadOnlyList<Subscription> Subscribed(Connection connection, IReadOnlyList<Subscription> wanted, byte[] codes)
    {
        var added = new List<Subscription>();
        if (Of(connection) is not { } session)
        {
            return added;
        }

        for (var at = 0; at < codes.Length; at++)
        {
            var (filter, qos) = wanted[at];
            if (codes[at] == PacketEncoder.SubAckRefused)
            {
                broker.Policy.Misbehaved(connection.Member, $"a subscription that is not allowed: {filter}");
            }
            else if (session.Filters.Count >= broker.Options.MaxSubscriptions && !session.Filters.ContainsKey(filter))
            {
                codes[at] = PacketEncoder.SubAckRefused;
                broker.Policy.Misbehaved(connection.Member, "too many subscriptions");
            }
            else if (Subscribe(session, filter, qos))
            {
                added.Add(wanted[at]);
            }
        }

        return added;
    }

    public IReadOnlyList<string> Unsubscribed(Connection connection, IReadOnlyList<string> filters) =>
        Of(connection) is { } session ? [.. filters.Where(filter => Unsubscribe(session, filter))] : [];

    public void SendRetained(Connection connection, IReadOnlyList<Subscription> wanted, byte[] codes)
    {
        if (Of(connection) is not { } session)
        {
            return;
        }

        for (var at = 0; at < codes.Length; at++)
        {
            if (codes[at] == PacketEncoder.SubAckRefused)
            {
                continue;
            }

            foreach (var message in broker.Retained.Of(wanted[at].Filter))
            {
                session.Deliver(message, wanted[at].QoS);
                MarkDirty(connection);
            }
        }
    }

    public void Published(Connection connection, PublishPacket packet, bool isAllowed)
    {
        if (Of(connection) is not { } session)
        {
            return;
        }

        var isNew = packet.QoS != QoS.ExactlyOnce || session.IsNew(packet.PacketId);
        if (isAllowed && isNew)
        {
            broker.Publish(packet.Topic, packet.Payload.Span, packet.QoS, packet.Retain);
        }

        switch (packet.QoS)
        {
            case QoS.AtLeastOnce:
                Answer(connection, PacketEncoder.PubAck(packet.PacketId));
                break;
            case QoS.ExactlyOnce:
                Answer(connection, PacketEncoder.PubRec(packet.PacketId));
                break;
        }
    }

    public void Handle(Connection connection, ClientPacket packet)
    {
        if (Of(connection) is not { } session)
        {
            return;
        }

        switch (packet)
        {
            case PingReqPacket:
                connection.Output.Add(PacketEncoder.PingResp());
                break;
            case PubAckPacket taken:
                session.Taken(connection, taken.PacketId, QoS.AtLeastOnce);
                break;
            case PubRecPacket received:
                session.Received(connection, received.PacketId);
                break;
            case PubCompPacket taken:
                session.Taken(connection, taken.PacketId, QoS.ExactlyOnce);
                break;
            case PubRelPacket released:
                session.Released(released.PacketId);
                connection.Output.Add(PacketEncoder.PubComp(released.PacketId));
                break;
        }

        MarkDirty(connection);
    }

    public void Answer(Connection connection, byte[] packet)
    {
        if (Of(connection) is not null)
        {
            connection.Output.Add(packet);
            MarkDirty(connection);
        }
    }

    public void Closed(Connection connection)
    {
        if (connection.Session is not { } session)
        {
            return;
        }

        broker.Ended();
        connection.Session = null;
        if (connection.Will is { } will)
        {
            broker.Publish(will.Topic, will.Payload.Span, will.QoS, will.Retain);
        }

        if (session.Connection == connection)
        {
            session.Detach(Now);
            if (session.IsClean)
            {
                Remove(session);
            }
        }
    }

    /// <summary>The filters of the sessions of those members, to be asked about again.</summary>
    public List<(Session Session, Member Member, string[] Filters)> FiltersOf(string memberKey) =>
        ofMembers.TryGetValue(memberKey, out var list)
            ? [.. list.Select(session => (session, session.Member!, session.Filters.Keys.ToArray()))]
            : [];

    /// <summary>Ends subscriptions that are not allowed any more.</summary>
    public void Revoke(Session session, IEnumerable<string> filters)
    {
        foreach (var filter in filters)
        {
            Unsubscribe(session, filter);
        }
    }

    /// <summary>Ends the sessions of a member, with their connections and all that waits; with a condition those alone whose last member meets it.</summary>
    public void End(string memberKey, Func<Member, bool>? condition)
    {
        Flush();
        foreach (var session in ofMembers.TryGetValue(memberKey, out var list) ? list.ToArray() : [])
        {
            if (condition is null || condition(session.Member!))
            {
                session.Connection?.Close();
                broker.ForgetStored(session);
                Remove(session);
            }
        }
    }

    private Session? Of(Connection connection) => connection.Session is { } session && session.Connection == connection ? session : null;

    private void TakeOver(Session session)
    {
        if (session.Connection is { } old)
        {
            old.Close();
            session.Detach(Now);
        }
    }

    private void Resume(Connection connection, Session session)
    {
        if (broker.Options.ResumeDelay == TimeSpan.Zero || session.Waiting == 0)
        {
            Now();
        }
        else
        {
            _ = Task.Delay(broker.Options.ResumeDelay).ContinueWith(_ => Post(Now), TaskScheduler.Default);
        }

        void Now()
        {
            if (Of(connection) == session)
            {
                connection.IsResumed = true;
                session.Resume(connection);
                MarkDirty(connection);
            }
        }
    }

    private Session Add(SessionKey key, bool isClean, Member member)
    {
        var session = new Session(key, isClean, broker.Options);
        sessions.Add(key, session);
        if (!ofMembers.TryGetValue(key.Member, out var list))
        {
            ofMembers[key.Member] = list = [];
        }

        list.Add(session);
        if (list.Count > member.MostSessions)
        {
            var least = list.Where(one => one != session).OrderBy(one => one.Connection is null ? 0 : 1).ThenBy(one => one.LeftAt).First();
            least.Connection?.Close();
            broker.ForgetStored(least);
            Remove(least);
        }

        return session;
    }

    private void Remove(Session session)
    {
        foreach (var filter in session.Filters.Keys.ToList())
        {
            Unsubscribe(session, filter);
        }

        sessions.Remove(session.Key);
        var list = ofMembers[session.Key.Member];
        list.Remove(session);
        if (list.Count == 0)
        {
            ofMembers.Remove(session.Key.Member);
        }
    }

    /// <summary>Whether it has to be stored: it is new, or has another quality than before.</summary>
    private bool Subscribe(Session session, string filter, QoS qos)
    {
        var isSame = session.Filters.TryGetValue(filter, out var before) && before == qos;
        session.Filters[filter] = qos;
        topics.Add(filter, session, qos);
        return !isSame;
    }

    private bool Unsubscribe(Session session, string filter) => session.Filters.Remove(filter) && topics.Remove(filter, session);

    private void MarkDirty(Connection connection)
    {
        if (!connection.Output.IsDirty)
        {
            connection.Output.IsDirty = true;
            dirty.Add(connection);
        }
    }

    private void Flush()
    {
        foreach (var connection in dirty)
        {
            var output = connection.Output;
            output.IsDirty = false;
            if (!output.IsSending)
            {
                Send(connection, output.Flush(scratch, out var isAlive), isAlive);
            }
            else if (output.Waiting > broker.Options.MaxUnsentBytes)
            {
                broker.Dropped();
                broker.Policy.Misbehaved(connection.Member, "it reads too slowly");
                connection.Close();
            }
        }

        dirty.Clear();
    }

    private void Send(Connection connection, byte[]? rest, bool isAlive)
    {
        if (!isAlive)
        {
            connection.Close();
        }
        else if (rest is not null)
        {
            _ = SendRest(connection, rest);
        }
    }

    private async Task SendRest(Connection connection, byte[] rest)
    {
        try
        {
            await connection.Output.Wire.SendRest(rest);
        }
        catch (Exception)
        {
            connection.Close();
            return;
        }

        Post(() =>
        {
            connection.Output.Sent();
            MarkDirty(connection);
        });
    }

    private void Tick()
    {
        var now = Now;
        List<Session>? over = null;
        foreach (var session in sessions.Values)
        {
            if (session.Connection is { } connection)
            {
                if (connection.Patience is { } patience && now - connection.LastSeen > patience)
                {
                    connection.Close();
                }
            }
            else if (now - session.LeftAt > broker.Options.SessionLife.TotalMilliseconds)
            {
                (over ??= []).Add(session);
            }
        }

        foreach (var session in over ?? [])
        {
            broker.ForgetStored(session);
            Remove(session);
        }
    }

    private readonly record struct Command(Message? Message, Action? Action);
}
