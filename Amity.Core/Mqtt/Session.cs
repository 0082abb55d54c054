namespace Amity.Core.Mqtt;

/// <summary>
/// What the standard calls the session state: subscriptions, and messages of quality 1 and 2 on their way. It outlives its connection unless the
/// client asked for a clean one. Touched by its loop alone.
/// </summary>
internal sealed class Session(SessionKey key, bool isClean, BrokerOptions options) : Subscriber
{
    private volatile bool isOver;
    private readonly List<InFlight> inFlight = [];
    private readonly Queue<(Message Message, QoS QoS)> waiting = [];
    private ulong[]? received;
    private RetainedQueue? retained;
    private int waitingBytes;
    private int waitingAtMostOnce;
    private ushort lastPacketId;
    private int lastOrder;

    public SessionKey Key => key;

    /// <summary>Whether it ends with its connection.</summary>
    public bool IsClean => isClean;

    public Dictionary<string, Grant> Filters { get; } = new(StringComparer.Ordinal);

    public Connection? Connection { get; private set; }

    /// <summary>Whose connection it has, or had last.</summary>
    public Member? Member { get; private set; }

    /// <summary>When its last connection ended, in milliseconds of the loop's clock.</summary>
    public long LeftAt { get; private set; }

    /// <summary>Whether it comes up when it may be too old.</summary>
    public bool IsScheduled { get; set; }

    /// <summary>Messages that had to make room, in all.</summary>
    public long Dropped { get; private set; }

    /// <summary>It is known to nobody any more, and stored nowhere. To be read from any thread.</summary>
    public bool IsOver => isOver;

    public void End(long now)
    {
        Detach(now);
        isOver = true;
    }

    /// <summary>For the filters of one SUBSCRIBE: later than all before.</summary>
    public int NextOrder() => ++lastOrder;

    public void Attach(Connection connection) => (Connection, Member) = (connection, connection.Member);

    public void Detach(long now) => (Connection, LeftAt) = (null, now);

    /// <summary>Sends the message, or lets it wait for its turn or for the next connection. No message overtakes another of its quality.</summary>
    public void Deliver(Message message, QoS granted)
    {
        var qos = (QoS)Math.Min((byte)message.QoS, (byte)granted);
        if (Connection is not { IsClosed: false } connection || !(connection.IsResumed || (message.IsLast && connection.IsReady)))
        {
            Wait(message, qos);
        }
        else if (message.IsLast)
        {
            Send(connection, message, QoS.AtMostOnce);
        }
        else if (qos == QoS.AtMostOnce ? waitingAtMostOnce == 0 : inFlight.Count < options.MaxInFlight && waiting.Count == 0)
        {
            Send(connection, message, qos);
        }
        else
        {
            // What had to make room may have been all that others waited for.
            Wait(message, qos);
            Pump(connection);
        }
    }

    /// <summary>Section 4.4: what was sent and not acknowledged is sent again in its order, then what waited.</summary>
    public void Begin(Connection connection)
    {
        foreach (var sent in inFlight)
        {
            if (sent.IsReceived)
            {
                connection.Output.Add(PacketEncoder.PubRel(sent.PacketId));
            }
            else
            {
                connection.Output.Add(sent.Message.Head(sent.QoS, sent.PacketId, isDuplicate: true));
                connection.Output.Add(sent.Message.Payload);
            }
        }

        Pump(connection);
    }

    /// <summary>The client has taken a message of quality 1, or of quality 2 at the end of its way.</summary>
    public void Taken(Connection connection, ushort packetId, QoS qos)
    {
        // One of quality 2 is at the end of its way only when the client has been told that it will not come again.
        var at = inFlight.FindIndex(sent => sent.PacketId == packetId && sent.QoS == qos && sent.IsReceived == (qos == QoS.ExactlyOnce));
        if (at >= 0)
        {
            inFlight.RemoveAt(at);
            Pump(connection);
        }
    }

    /// <summary>The client has a message of quality 2: from now on its number alone is sent. Of one that is not known the client is told the same.</summary>
    public void Received(Connection connection, ushort packetId)
    {
        if (inFlight.FindIndex(sent => sent.PacketId == packetId && sent.QoS == QoS.ExactlyOnce) is >= 0 and var at)
        {
            inFlight[at] = inFlight[at] with { IsReceived = true };
        }

        connection.Output.Add(PacketEncoder.PubRel(packetId));
    }

    /// <summary>Whether a message of quality 2 that the client publishes is new, rather than sent again.</summary>
    public bool IsNew(ushort packetId)
    {
        // A bit for each number there is: eight kilobytes are the most that a client can have the server remember.
        received ??= new ulong[(ushort.MaxValue + 1) / 64];
        var (word, bit) = (packetId >> 6, 1UL << (packetId & 63));
        var isNew = (received[word] & bit) == 0;
        received[word] |= bit;
        return isNew;
    }

    /// <summary>The client will not send it again.</summary>
    public void Released(ushort packetId)
    {
        if (received is not null)
        {
            received[packetId >> 6] &= ~(1UL << (packetId & 63));
        }
    }

    /// <summary>Remembers to send what was retained for a filter to which the client has just subscribed.</summary>
    public void Recall(string filter, RetainedMessages kept) => (retained ??= new RetainedQueue(kept)).Add(filter, options.MaxSubscriptions);

    /// <summary>Sends a part of what was retained. True when there may be more, and room for it: some of it waits for the client to catch up.</summary>
    public bool SendRetained(Connection connection)
    {
        if (retained is null || !connection.IsResumed || waiting.Count > 0 || connection.Output.Waiting > options.MaxUnsentBytes / 2)
        {
            return false;
        }

        var free = Math.Min(options.MaxInFlight, options.MaxQueuedMessages);
        foreach (var (filter, message) in retained.Take(free))
        {
            if (Filters.TryGetValue(filter, out var granted))
            {
                Deliver(message, granted.QoS);
            }
        }

        retained = retained.IsEmpty ? null : retained;
        return retained is not null;
    }

    /// <summary>Forgets what waits from topics that no filter covers any more.</summary>
    public void ForgetUncovered()
    {
        var kept = waiting.Where(one => Filters.Keys.Any(filter => Topic.Matches(filter, one.Message.Topic))).ToList();
        waiting.Clear();
        (waitingBytes, waitingAtMostOnce) = (0, 0);
        foreach (var (message, qos) in kept)
        {
            Wait(message, qos);
        }
    }

    /// <summary>Sends what waited, as far as the client has acknowledged what it was sent before.</summary>
    public void Pump(Connection connection)
    {
        if (!connection.IsResumed)
        {
            return;
        }

        while (waiting.Count > 0 && (waiting.Peek().QoS == QoS.AtMostOnce || inFlight.Count < options.MaxInFlight))
        {
            var (message, qos) = Next();
            Send(connection, message, qos);
        }
    }

    private void Send(Connection connection, Message message, QoS qos)
    {
        if (qos == QoS.AtMostOnce)
        {
            connection.Output.Add(message.Packet);
            return;
        }

        do
        {
            lastPacketId++;
        }
        while (lastPacketId == 0 || inFlight.Exists(sent => sent.PacketId == lastPacketId));

        inFlight.Add(new InFlight(lastPacketId, message, qos, IsReceived: false));
        connection.Output.Add(message.Head(qos, lastPacketId, isDuplicate: false));
        connection.Output.Add(message.Payload);
    }

    private void Wait(Message message, QoS qos)
    {
        waiting.Enqueue((message, qos));
        waitingBytes += message.Bytes;
        waitingAtMostOnce += qos == QoS.AtMostOnce ? 1 : 0;
        while (waiting.Count > options.MaxQueuedMessages || (waitingBytes > options.MaxQueuedBytes && waiting.Count > 0))
        {
            Next();
            Dropped++;
        }
    }

    private (Message Message, QoS QoS) Next()
    {
        var next = waiting.Dequeue();
        waitingBytes -= next.Message.Bytes;
        waitingAtMostOnce -= next.QoS == QoS.AtMostOnce ? 1 : 0;
        return next;
    }

    private sealed record InFlight(ushort PacketId, Message Message, QoS QoS, bool IsReceived);
}

/// <summary>What a filter was granted.</summary>
/// <param name="QoS">No message comes with more.</param>
/// <param name="Order">When it was last asked for, as a number of the session: those of one SUBSCRIBE have the same.</param>
internal readonly record struct Grant(QoS QoS, int Order);
