namespace Amity.Core.Mqtt;

/// <summary>What sessions are subscribed to, and how that begins and ends.</summary>
internal sealed partial class Loop
{
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
}

/// <summary>What a SUBSCRIBE has changed.</summary>
/// <param name="Added">Also those with another quality than before.</param>
/// <param name="Removed">Those that made room.</param>
internal sealed record Subscribing(IReadOnlyList<Subscription> Added, IReadOnlyList<string> Removed);
