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

    /// <summary>What the session of the key is subscribed to; null when there is none that outlives its connection.</summary>
    public IReadOnlyList<Subscription>? SubscriptionsOf(SessionKey key) =>
        sessions.TryGetValue(key, out var session) && !session.IsClean ? [.. session.Filters.Select(one => new Subscription(one.Key, one.Value.QoS))] : null;

    /// <summary>
    /// Subscribes to what is granted by the codes, and refuses in them what is too much, or lets older filters make room for it. What has to be stored of it;
    /// null when rights have moved.
    /// </summary>
    public Subscribing? Subscribed(Connection connection, IReadOnlyList<Subscription> wanted, byte[] codes, long rights)
    {
        var (added, removed) = (new List<Subscription>(), new List<string>());
        if (Of(connection) is not { } session)
        {
            return new Subscribing(added, removed);
        }

        if (rights != broker.Revocations.Of(session.Key.Member))
        {
            return null;
        }

        var order = session.NextOrder();
        for (var at = 0; at < codes.Length; at++)
        {
            var (filter, qos) = wanted[at];
            if (codes[at] == PacketEncoder.SubAckRefused)
            {
                continue;
            }

            if (session.Filters.Count >= broker.Options.MaxSubscriptions && !session.Filters.ContainsKey(filter) && !MakeRoom(session, order, removed))
            {
                codes[at] = PacketEncoder.SubAckRefused;
            }
            else if (Subscribe(session, filter, qos, order))
            {
                added.Add(wanted[at]);
            }
        }

        return new Subscribing(added, removed);
    }

    /// <summary>Ends the subscription that was asked for longest ago, and not just now.</summary>
    private bool MakeRoom(Session session, int order, List<string> removed)
    {
        var oldest = broker.Options.OldSubscriptionsMakeRoom ? session.Filters.MinBy(one => one.Value.Order) : default;
        if (oldest.Key is null || oldest.Value.Order == order)
        {
            return false;
        }

        Unsubscribe(session, oldest.Key);
        removed.Add(oldest.Key);
        return true;
    }

    /// <summary>Section 3.8.4: the answer, and then what was retained, for filters that were subscribed to before as well.</summary>
    public void AnswerSubscribe(Connection connection, SubscribePacket packet, byte[] codes)
    {
        if (Of(connection) is not { } session)
        {
            return;
        }

        Answer(connection, PacketEncoder.SubAck(packet.PacketId, codes));
        if (broker.Policy.Retains)
        {
            for (var at = 0; at < codes.Length; at++)
            {
                if (codes[at] != PacketEncoder.SubAckRefused)
                {
                    session.Recall(packet.Subscriptions[at].Filter, broker.Retained);
                }
            }

            SendRetained(connection);
        }
    }

    /// <summary>Ends the subscriptions, and answers which there were.</summary>
    public IReadOnlyList<string> Unsubscribed(Connection connection, IReadOnlyList<string> filters) =>
        Of(connection) is { } session ? [.. filters.Where(filter => Unsubscribe(session, filter))] : [];

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

/// <summary>What a SUBSCRIBE has changed.</summary>
/// <param name="Added">Also those with another quality than before.</param>
/// <param name="Removed">Those that made room.</param>
internal sealed record Subscribing(IReadOnlyList<Subscription> Added, IReadOnlyList<string> Removed);
