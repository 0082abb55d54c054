namespace Amity.Core.Mqtt;

/// <summary>
/// What the standard calls the session state: subscriptions, and messages of quality 1 and 2 on their way. It outlives its connection unless the
/// client asked for a clean one. Touched by its loop alone.
/// </summary>
internal sealed class Session(SessionKey key, bool isClean, BrokerOptions options) : Subscriber
{
    private readonly List<InFlight> inFlight = [];
    private readonly Queue<(Message Message, QoS QoS)> waiting = [];
    private HashSet<ushort>? received;
    private int waitingBytes;
    private ushort lastPacketId;

    public SessionKey Key => key;

    /// <summary>Whether it ends with its connection.</summary>
    public bool IsClean => isClean;

    public Dictionary<string, QoS> Filters { get; } = new(StringComparer.Ordinal);

    public Connection? Connection { get; private set; }

    /// <summary>Whose connection it has, or had last.</summary>
    public Member? Member { get; private set; }

    /// <summary>When its last connection ended, in milliseconds of the loop's clock.</summary>
    public long LeftAt { get; private set; }

    /// <summary>Messages that had to make room, in all.</summary>
    public long Dropped { get; private set; }

    public int Waiting => waiting.Count;

    public void Attach(Connection connection) => (Connection, Member) = (connection, connection.Member);

    public void Detach(long now) => (Connection, LeftAt) = (null, now);

    /// <summary>Sends the message, or lets it wait for its turn or for the next connection.</summary>
    public void Deliver(Message message, QoS granted)
    {
        var qos = (QoS)Math.Min((byte)message.QoS, (byte)granted);
        if (Connection is { IsResumed: true } connection)
        {
            if (qos == QoS.AtMostOnce)
            {
                connection.Output.Add(message.Packet);
                return;
            }

            if (inFlight.Count < options.MaxInFlight && waiting.Count == 0)
            {
                Send(connection, message, qos);
                return;
            }
        }

        Wait(message, qos);
    }

    /// <summary>Section 4.4: what was sent and not acknowledged is sent again in its order, then what waited.</summary>
    public void Resume(Connection connection)
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
        if (inFlight.FindIndex(sent => sent.PacketId == packetId && sent.QoS == qos) is >= 0 and var at)
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
    public bool IsNew(ushort packetId) => (received ??= []).Add(packetId);

    /// <summary>The client will not send it again.</summary>
    public void Released(ushort packetId) => received?.Remove(packetId);

    private void Pump(Connection connection)
    {
        while (waiting.Count > 0 && (waiting.Peek().QoS == QoS.AtMostOnce || inFlight.Count < options.MaxInFlight))
        {
            var (message, qos) = waiting.Dequeue();
            waitingBytes -= message.Bytes;
            if (qos == QoS.AtMostOnce)
            {
                connection.Output.Add(message.Packet);
            }
            else
            {
                Send(connection, message, qos);
            }
        }
    }

    private void Send(Connection connection, Message message, QoS qos)
    {
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
        while (waiting.Count > options.MaxQueuedMessages || (waitingBytes > options.MaxQueuedBytes && waiting.Count > 0))
        {
            waitingBytes -= waiting.Dequeue().Message.Bytes;
            Dropped++;
        }
    }

    private sealed record InFlight(ushort PacketId, Message Message, QoS QoS, bool IsReceived);
}
