namespace Amity.Core.Mqtt;

/// <summary>What connections ask for. What comes from one that is over, or whose session has another one now, is left out.</summary>
internal sealed partial class Loop
{
    private readonly TopicTree<Session> topics = new();
    private readonly List<Session> found = [];

    public int Subscriptions => topics.Count;

    /// <summary>Hands the message to everybody who is subscribed to its topic. On the loop.</summary>
    public void Deliver(Message message)
    {
        found.Clear();
        topics.Match(message.Topic, found);
        var receivers = 0;
        foreach (var session in found)
        {
            if (!message.IsFor(session.Member!))
            {
                continue;
            }

            receivers++;
            session.Deliver(message, session.Granted);
            if (session.Connection is { } connection)
            {
                pieces++;
                MarkDirty(connection);
            }
        }

        broker.Delivered(receivers, message.Bytes);
    }

    /// <summary>The connection is accepted, and gets the session of the key. False when rights have moved since they were asked for.</summary>
    public bool Opened(Connection connection, SessionKey key, bool isClean, IReadOnlyList<Subscription>? known, long ends, long rights)
    {
        if (ends != broker.Revocations.Ends || rights != broker.Revocations.Of(key.Member))
        {
            return false;
        }

        if (sessions.TryGetValue(key, out var session))
        {
            TakeOver(session);

            // One that the store has forgotten is over, whatever is left of it here: a client must not be told that its subscriptions are still there.
            if (isClean || session.IsClean || known is null)
            {
                Remove(session);
                session = null;
            }
        }

        var isPresent = !isClean && (session is not null || known is not null);
        session ??= Add(key, isClean, connection.Member!);
        Restore(session, known ?? []);
        session.Attach(connection);
        connection.Session = session;
        if (connection.Patience is { } patience)
        {
            silences.Add(connection, Now + patience);
        }

        Answer(connection, PacketEncoder.ConnAck(isPresent, ConnectReturn.Accepted));
        broker.Opened();
        if (isPresent && broker.Options.ResumeDelay > TimeSpan.Zero)
        {
            _ = Task.Delay(broker.Options.ResumeDelay).ContinueWith(_ => Post(() => Resume(connection)), TaskScheduler.Default);
        }
        else
        {
            Resume(connection);
        }

        return true;
    }

    public void Published(Connection connection, PublishPacket packet, bool isAllowed)
    {
        if (Of(connection) is not { } session)
        {
            return;
        }

        if (isAllowed && (packet.QoS != QoS.ExactlyOnce || session.IsNew(packet.PacketId)))
        {
            broker.Publish(this, packet.Topic, packet.Payload.Span, packet.QoS, packet.Retain);
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

    /// <summary>The packets that need no more than the session.</summary>
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
        SendRetained(connection);
    }

    public void Answer(Connection connection, byte[] packet)
    {
        if (Of(connection) is not null)
        {
            connection.Output.Add(packet);
            MarkDirty(connection);
        }
    }

    /// <summary>Sends what the transport of the connection has to say.</summary>
    public void Control(Connection connection, byte[] frames)
    {
        connection.Output.Control(frames);
        MarkDirty(connection);
    }

    /// <summary>Sends what can leave, and says whether something is left.</summary>
    public bool Owes(Connection connection)
    {
        Flush(connection);
        return connection.Output.Waiting > 0 && !connection.IsClosed;
    }

    /// <summary>Nothing more comes from the connection: what waits for it leaves, and its will.</summary>
    public void Closed(Connection connection)
    {
        Flush(connection);
        if (connection.Session is not { } session)
        {
            return;
        }

        broker.Ended();
        connection.Session = null;
        if (session.Connection == connection)
        {
            Left(session);
        }

        // After that: it is not for the one whose will it is.
        if (connection.Will is { } will)
        {
            broker.Publish(this, will.Topic, will.Payload.Span, will.QoS, will.Retain);
        }
    }
}
