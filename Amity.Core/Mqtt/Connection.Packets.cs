namespace Amity.Core.Mqtt;

/// <summary>What comes after CONNECT: the policy and the store are asked here, and the loop is told.</summary>
internal sealed partial class Connection
{
    /// <summary>False when nothing more is read.</summary>
    private async ValueTask<bool> Handle(ClientPacket packet)
    {
        switch (packet)
        {
            case ConnectPacket connect:
                return await Open(connect);
            case SubscribePacket subscribe:
                await Subscribe(subscribe);
                break;
            case UnsubscribePacket unsubscribe:
                await Unsubscribe(unsubscribe);
                break;
            case PublishPacket publish:
                Publish(publish);
                break;
            case DisconnectPacket:
                Will = null;
                return false;
            default:
                loop!.Post(() => loop.Handle(this, packet));
                break;
        }

        await loop!.Room();
        return true;
    }

    private async ValueTask Subscribe(SubscribePacket packet)
    {
        var codes = new byte[packet.Subscriptions.Count];
        Subscribing? done = null;
        var isTooMuch = !await broker.Allowances.Take(Member!.Key, Math.Min(codes.Length, broker.Options.MaxSubscriptions));
        for (var attempt = 0; attempt < MostAttempts && done is null && !isTooMuch; attempt++)
        {
            var rights = broker.Revocations.Of(Member!.Key);
            await Judge(packet.Subscriptions, codes);
            done = await loop!.Ask(() => loop.Subscribed(this, packet.Subscriptions, codes, rights));
        }

        if (done is null)
        {
            Array.Fill(codes, PacketEncoder.SubAckRefused);
        }

        if (done is { Removed.Count: > 0 })
        {
            await Store((called, key) => called.Unsubscribe(key, done.Removed));
        }

        if (done is { Added.Count: > 0 })
        {
            await Store((called, key) => called.Subscribe(key, done.Added));
        }

        if (isTooMuch)
        {
            Complain("too many subscriptions in a short time");
        }
        else if (Array.IndexOf(codes, PacketEncoder.SubAckRefused) is >= 0 and var refused)
        {
            Complain($"a subscription that is not allowed: {packet.Subscriptions[refused].Filter}");
        }

        loop!.Post(() => loop.AnswerSubscribe(this, packet, codes), packet.Subscriptions.Sum(one => one.Filter.Length));
    }

    /// <summary>Asks the policy, though not about more filters than there can be.</summary>
    private async ValueTask Judge(IReadOnlyList<Subscription> wanted, byte[] codes)
    {
        for (var at = 0; at < codes.Length; at++)
        {
            var (filter, qos) = wanted[at];
            var isAllowed = at < broker.Options.MaxSubscriptions && TopicTree<Session>.Takes(filter) && await broker.Policy.MaySubscribe(Member!, filter);
            codes[at] = isAllowed ? (byte)qos : PacketEncoder.SubAckRefused;
        }
    }

    private async ValueTask Unsubscribe(UnsubscribePacket packet)
    {
        var removed = await loop!.Ask(() => loop.Unsubscribed(this, packet.Filters));
        if (removed.Count > 0)
        {
            await Store((called, key) => called.Unsubscribe(key, removed));
        }

        loop.Post(() => loop.Answer(this, PacketEncoder.UnsubAck(packet.PacketId)));
    }

    private async ValueTask Store(Func<ISessionStore, SessionKey, ValueTask> work)
    {
        if (broker.Store is { } store && Session is { IsClean: false } session)
        {
            // One that has ended meanwhile is forgotten already, or will be after this.
            await store.Do(session.Key, called => session.IsOver ? ValueTask.CompletedTask : work(called, session.Key));
        }
    }

    private void Publish(PublishPacket packet)
    {
        var isAllowed = broker.Policy.MayPublish(Member!, packet.Topic);
        if (!isAllowed)
        {
            Complain($"a PUBLISH that is not allowed: {packet.Topic}");
        }

        loop!.Post(() => loop.Published(this, packet, isAllowed), packet.Payload.Length + packet.Topic.Length);
    }
}
