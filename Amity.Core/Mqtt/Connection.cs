using System.Buffers;

namespace Amity.Core.Mqtt;

/// <summary>
/// One client from its first byte to its last. Reads packets, asks the policy and the store on its own time, and hands what changes the state
/// over to the loop in the order of the packets. While the client is silent it holds no buffer.
/// </summary>
internal sealed class Connection(Broker broker, IWire wire)
{
    private const int ReadBytes = 4096;

    private Loop? loop;
    private long lastSeen = Environment.TickCount64;
    private int isClosed;

    public Output Output { get; } = new(wire);

    /// <summary>Set by the loop when it has answered CONNECT.</summary>
    public Session? Session { get; set; }

    /// <summary>Whether messages may be sent; not before what was on its way at the end of the connection before.</summary>
    public bool IsResumed { get; set; }

    public Member? Member { get; private set; }

    public Will? Will { get; private set; }

    /// <summary>Milliseconds without a packet after which it is over; null for no end.</summary>
    public long? Patience { get; private set; }

    public long LastSeen => Volatile.Read(ref lastSeen);

    /// <summary>Runs until the connection is over. Never throws.</summary>
    public async Task Run()
    {
        var how = "";
        try
        {
            how = await ReadAll();
        }
        catch (Exception gone) when (gone is IOException or System.Net.Sockets.SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The usual end of a mobile client.
        }
        catch (Exception trouble)
        {
            broker.Troubled(trouble);
            if (loop is null)
            {
                wire.TrySend(Framed(PacketEncoder.ConnAck(sessionPresent: false, ConnectReturn.ServerUnavailable)));
            }
        }

        if (how.Length > 0)
        {
            broker.Policy.Misbehaved(Member, how);
        }

        Close();
        if (Member is { } member)
        {
            broker.Policy.Left(member);
        }

        broker.Forget(this);
        loop?.Post(() => loop.Closed(this));
    }

    /// <summary>Ends it from the server's side, from any thread. A repeat does nothing.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref isClosed, 1) == 0)
        {
            wire.Close();
        }
    }

    /// <summary>Takes packets until there are no more. Answers how the client broke the protocol, or an empty text.</summary>
    private async Task<string> ReadAll()
    {
        byte[]? buffer = null;
        var filled = 0;
        try
        {
            while (true)
            {
                if (buffer is null)
                {
                    await wire.WaitForBytes();
                    buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
                }
                else if (filled == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(Math.Min(buffer.Length * 2, broker.Options.MaxPacketBytes + ReadBytes));
                    buffer.AsSpan(0, filled).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }

                var count = await wire.Receive(buffer.AsMemory(filled));
                if (count == 0)
                {
                    return "";
                }

                Volatile.Write(ref lastSeen, Environment.TickCount64);
                broker.Received(count);
                filled += count;
                var (taken, isOver, how) = await Take(buffer.AsMemory(0, filled));
                if (isOver)
                {
                    return how;
                }

                buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
                filled -= taken;
                if (filled == 0)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = null;
                }
            }
        }
        finally
        {
            if (buffer is not null)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    /// <summary>Handles the whole packets at the front.</summary>
    private async ValueTask<(int Taken, bool IsOver, string How)> Take(ReadOnlyMemory<byte> bytes)
    {
        var rest = new ReadOnlySequence<byte>(bytes);
        while (true)
        {
            switch (PacketDecoder.TryRead(ref rest, broker.Options.MaxPacketBytes, out var packet))
            {
                case Decoded.Incomplete:
                    return ((int)(bytes.Length - rest.Length), false, "");
                case Decoded.Malformed:
                    return (0, true, "a malformed packet");
                case Decoded.TooLarge:
                    return (0, true, "a packet that is too large");
            }

            var isFirst = loop is null;
            if (isFirst != packet is ConnectPacket)
            {
                return (0, true, isFirst ? "a packet before CONNECT" : "a second CONNECT");
            }

            if (!await Handle(packet!))
            {
                return (0, true, "");
            }
        }
    }

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
                var isAllowed = broker.Policy.MayPublish(Member!, publish.Topic);
                if (!isAllowed)
                {
                    broker.Policy.Misbehaved(Member, "a PUBLISH that is not allowed");
                }

                loop!.Post(() => loop.Published(this, publish, isAllowed));
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

    private async ValueTask<bool> Open(ConnectPacket connect)
    {
        var admission = Fault(connect) is { } fault ? Admission.Refused(fault) : await broker.Policy.Admit(connect);
        if (admission.Member is not { } member)
        {
            wire.TrySend(Framed(PacketEncoder.ConnAck(sessionPresent: false, admission.Code)));
            return false;
        }

        Member = member;

        // Section 3.1.3.1: a client without an id gets one that nobody else has.
        var clientId = connect.ClientId.Length > 0 ? connect.ClientId : Guid.NewGuid().ToString("N");
        var key = new SessionKey(member.Key, clientId);
        var rechecks = broker.Rechecks;
        var stored = await Stored(connect, member, key);
        Will = broker.Policy.PublishesWills ? connect.Will : null;
        Patience = connect.KeepAlive > 0 ? connect.KeepAlive * 1500L : null;
        loop = broker.LoopOf(key);
        broker.Forget(this);
        loop.Post(() => loop.Opened(this, key, connect.CleanSession, stored));
        await broker.RecheckSince(rechecks, member.Key);
        return true;
    }

    private static ConnectReturn? Fault(ConnectPacket connect) => connect switch
    {
        { IsKnownLevel: false } => ConnectReturn.UnacceptableLevel,
        { ClientId: "", CleanSession: false } or { ClientId: "", Level: 3 } => ConnectReturn.IdentifierRejected,
        _ => null,
    };

    /// <summary>The subscriptions of the session that is stored, as far as they are still allowed; null when there is none.</summary>
    private async ValueTask<IReadOnlyList<Subscription>?> Stored(ConnectPacket connect, Member member, SessionKey key)
    {
        if (broker.Store is not { } store)
        {
            return null;
        }

        if (connect.CleanSession)
        {
            await store.Forget(key);
            return null;
        }

        var stored = await store.Load(key);
        await store.Open(key, member);
        return stored is null ? null : await Allowed(stored, key);
    }

    private async ValueTask<IReadOnlyList<Subscription>> Allowed(IReadOnlyList<Subscription> stored, SessionKey key)
    {
        var allowed = new List<Subscription>(stored.Count);
        foreach (var subscription in stored)
        {
            if (await broker.Policy.MaySubscribe(Member!, subscription.Filter))
            {
                allowed.Add(subscription);
            }
        }

        if (allowed.Count < stored.Count)
        {
            await broker.Store!.Unsubscribe(key, [.. stored.Except(allowed).Select(refused => refused.Filter)]);
        }

        return allowed;
    }

    private async ValueTask Subscribe(SubscribePacket packet)
    {
        var rechecks = broker.Rechecks;
        var codes = new byte[packet.Subscriptions.Count];
        for (var at = 0; at < codes.Length; at++)
        {
            var (filter, qos) = packet.Subscriptions[at];
            var isAllowed = TopicTree<Session>.Takes(filter) && await broker.Policy.MaySubscribe(Member!, filter);
            codes[at] = isAllowed ? (byte)qos : PacketEncoder.SubAckRefused;
        }

        var added = await loop!.Ask(() => loop.Subscribed(this, packet.Subscriptions, codes));
        if (added.Count > 0 && broker.Store is { } store && !Session!.IsClean)
        {
            await store.Subscribe(Session.Key, added);
        }

        await broker.RecheckSince(rechecks, Member!.Key);
        loop.Post(() => loop.Answer(this, PacketEncoder.SubAck(packet.PacketId, codes)));
        if (broker.Policy.Retains)
        {
            loop.Post(() => loop.SendRetained(this, packet.Subscriptions, codes));
        }
    }

    private async ValueTask Unsubscribe(UnsubscribePacket packet)
    {
        var removed = await loop!.Ask(() => loop.Unsubscribed(this, packet.Filters));
        if (removed.Count > 0 && broker.Store is { } store && !Session!.IsClean)
        {
            await store.Unsubscribe(Session.Key, removed);
        }

        loop.Post(() => loop.Answer(this, PacketEncoder.UnsubAck(packet.PacketId)));
    }

    private byte[] Framed(byte[] packet)
    {
        Span<byte> room = stackalloc byte[wire.MostHeaderBytes];
        var header = wire.WriteHeader(room, packet.Length);
        return [.. room[^header..], .. packet];
    }
}
