using System.Buffers;
using System.Net.Sockets;

namespace Amity.Core.Mqtt;

/// <summary>
/// One client from its first byte to its last. Reads packets, asks the policy and the store on its own time, and hands what changes the state
/// over to the loop in the order of the packets. While the client is silent it holds no buffer.
/// </summary>
internal sealed class Connection(Broker broker, IWire wire)
{
    private const int ReadBytes = 4096;

    /// <summary>How often it is asked again when rights move while they are asked for.</summary>
    private const int MostAttempts = 8;

    /// <summary>What a refused client may still send before its end is not waited for any more, in reads.</summary>
    private const int MostFarewells = 64;

    /// <summary>Stands for now, while packets are handled: that takes as long as the server takes.</summary>
    private const long Busy = long.MaxValue;

    private Loop? loop;
    private Member? left;
    private bool isOpen;
    private long lastPacket = Environment.TickCount64;
    private long lastComplaint;
    private int isClosed;

    public Output Output { get; } = new(wire);

    /// <summary>Set by the loop when it has answered CONNECT; the session may have gone on to another connection since.</summary>
    public Session? Session { get; set; }

    /// <summary>Whether messages may be sent; not before what was on its way at the end of the connection before.</summary>
    public bool IsResumed { get; set; }

    public bool IsClosed => Volatile.Read(ref isClosed) != 0;

    public Member? Member { get; private set; }

    public Will? Will { get; private set; }

    /// <summary>Milliseconds without a packet after which it is over; null for no end.</summary>
    public long? Patience { get; private set; }

    /// <summary>When the last whole packet came; in the far future while one is handled.</summary>
    public long LastPacket => Volatile.Read(ref lastPacket);

    /// <summary>Runs until the connection is over. Never throws.</summary>
    public async Task Run()
    {
        string? how = null;
        try
        {
            how = await ReadAll();
        }
        catch (Exception gone) when (IsGone(gone))
        {
            // The usual end of a mobile client.
        }
        catch (Exception trouble)
        {
            broker.Troubled(trouble);
            await RefuseQuietly();
        }

        if ((how ?? wire.Fault) is { } complaint)
        {
            Complain(complaint);
        }

        await Leave();
    }

    /// <summary>Ends it from the server's side, from any thread; whether this was the first time.</summary>
    public bool Close()
    {
        if (Interlocked.Exchange(ref isClosed, 1) != 0)
        {
            return false;
        }

        wire.Close();
        return true;
    }

    private static bool IsGone(Exception failure) => failure is IOException or SocketException or ObjectDisposedException or OperationCanceledException;

    /// <summary>Has the loop send what waits, and settle the session.</summary>
    private async Task Leave()
    {
        broker.Forget(this);
        try
        {
            if (loop is not null)
            {
                await loop.Ask(() => loop.Closed(this));
            }
        }
        catch (OperationCanceledException)
        {
            // The broker has stopped.
        }
        catch (Exception defect)
        {
            broker.Troubled(defect);
        }

        LeavePolicy();
        Close();
    }

    private void LeavePolicy()
    {
        if (Member is { } member && member != left)
        {
            left = member;
            try
            {
                broker.Policy.Left(member);
            }
            catch (Exception trouble)
            {
                broker.Troubled(trouble);
            }
        }
    }

    /// <summary>Takes packets until there are no more. Answers how the client broke the protocol, or null.</summary>
    private async Task<string?> ReadAll()
    {
        byte[]? buffer = null;
        var filled = 0;
        try
        {
            while (true)
            {
                if (LastPacket == Busy)
                {
                    Volatile.Write(ref lastPacket, Environment.TickCount64);
                }

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
                if (wire.TakeAnswer() is { } answer)
                {
                    await Answer(answer);
                }

                if (count == 0)
                {
                    return null;
                }

                if (count > 0)
                {
                    broker.Received(count);
                    filled += count;
                    var (taken, isOver, how) = await Take(buffer.AsMemory(0, filled));
                    if (isOver)
                    {
                        return how;
                    }

                    buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
                    filled -= taken;
                }

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

    /// <summary>Sends what the transport has to answer.</summary>
    private async ValueTask Answer(byte[] frames)
    {
        if (isOpen)
        {
            loop!.Post(() => loop.Control(this, frames));
            await loop.Room();
        }
        else
        {
            await wire.SendRest(frames);
        }
    }

    /// <summary>Handles the whole packets at the front.</summary>
    private async ValueTask<(int Taken, bool IsOver, string? How)> Take(ReadOnlyMemory<byte> bytes)
    {
        var rest = new ReadOnlySequence<byte>(bytes);
        while (!IsClosed)
        {
            var most = isOpen ? broker.Options.MaxPacketBytes : broker.Options.MaxConnectBytes;
            switch (PacketDecoder.TryRead(ref rest, most, out var packet))
            {
                case Decoded.Incomplete:
                    return ((int)(bytes.Length - rest.Length), false, null);
                case Decoded.Malformed:
                    return (0, true, "a malformed packet");
                case Decoded.TooLarge:
                    return (0, true, "a packet that is too large");
            }

            if (isOpen == packet is ConnectPacket)
            {
                return (0, true, isOpen ? "a second CONNECT" : "a packet before CONNECT");
            }

            Volatile.Write(ref lastPacket, Busy);
            if (!await Handle(packet!))
            {
                return (0, true, null);
            }
        }

        return (0, true, null);
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

    private async ValueTask<bool> Open(ConnectPacket connect)
    {
        if (Fault(connect) is { } fault)
        {
            await Refuse(fault);
            return false;
        }

        // Section 3.1.3.1: a client without an id gets one that nobody else has.
        var clientId = connect.ClientId.Length > 0 ? connect.ClientId : Guid.NewGuid().ToString("N");
        Patience = connect.KeepAlive > 0 ? connect.KeepAlive * 1500L : null;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            LeavePolicy();
            var ends = broker.Revocations.Ends;
            var admission = await broker.Policy.Admit(connect);
            if (admission is not { Code: ConnectReturn.Accepted, Member: { } member })
            {
                await Refuse(admission.Code == ConnectReturn.Accepted ? ConnectReturn.ServerUnavailable : admission.Code);
                return false;
            }

            var rights = broker.Revocations.Of(member.Key);
            var key = new SessionKey(member.Key, clientId);
            (Member, loop) = (member, broker.LoopOf(key));
            Will = connect.Will is { } will && broker.Policy.PublishesWills && broker.Policy.MayPublish(member, will.Topic) ? will : null;
            var known = await Known(connect, member, key);
            if (await loop.Ask(() => loop.Opened(this, key, connect.CleanSession, known, ends, rights)))
            {
                isOpen = true;
                broker.Forget(this);
                return true;
            }
        }

        await Refuse(ConnectReturn.ServerUnavailable);
        return false;
    }

    private static ConnectReturn? Fault(ConnectPacket connect) => connect switch
    {
        { IsKnownLevel: false } => ConnectReturn.UnacceptableLevel,
        { ClientId: "", CleanSession: false } or { ClientId: "", Level: 3 } => ConnectReturn.IdentifierRejected,
        _ => null,
    };

    private async Task RefuseQuietly()
    {
        try
        {
            if (!isOpen)
            {
                await Refuse(ConnectReturn.ServerUnavailable);
            }
        }
        catch (Exception gone) when (IsGone(gone))
        {
            // So it need not be told.
        }
    }

    /// <summary>
    /// Answers CONNECT with a refusal and waits until the client has gone: to close while bytes of its lie unread would reset the connection, and the
    /// answer might not arrive. Until then it is one of those that are closed when they take too long.
    /// </summary>
    private async Task Refuse(ConnectReturn code)
    {
        var packet = PacketEncoder.ConnAck(sessionPresent: false, code);
        await wire.SendRest((byte[])[.. Framed(packet), .. wire.Farewell.Span]);
        wire.EndSending();
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            for (var reads = 0; reads < MostFarewells && await wire.Receive(buffer) != 0; reads++)
            {
                // What it says now is of no interest.
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The subscriptions that the session has had, as far as they are still allowed; null when there is none.</summary>
    private async ValueTask<IReadOnlyList<Subscription>?> Known(ConnectPacket connect, Member member, SessionKey key)
    {
        var store = broker.Store;
        if (connect.CleanSession)
        {
            if (store is not null)
            {
                await store.Do(key, called => called.Forget(key));
            }

            return null;
        }

        var known = store is null ? await loop!.Ask(() => loop.SubscriptionsOf(key)) : await store.Do(key, async called =>
        {
            var stored = await called.Load(key);
            await called.Open(key, member);
            return stored;
        });
        return known is null ? null : await Allowed(known, member, key);
    }

    private async ValueTask<IReadOnlyList<Subscription>> Allowed(IReadOnlyList<Subscription> known, Member member, SessionKey key)
    {
        var allowed = new List<Subscription>(known.Count);
        foreach (var subscription in known)
        {
            if (await broker.Policy.MaySubscribe(member, subscription.Filter))
            {
                allowed.Add(subscription);
            }
        }

        if (allowed.Count < known.Count && broker.Store is { } store)
        {
            await store.Do(key, called => called.Unsubscribe(key, [.. known.Except(allowed).Select(refused => refused.Filter)]));
        }

        return allowed;
    }

    private async ValueTask Subscribe(SubscribePacket packet)
    {
        var codes = new byte[packet.Subscriptions.Count];
        IReadOnlyList<Subscription>? added = null;
        for (var attempt = 0; attempt < MostAttempts && added is null; attempt++)
        {
            var rights = broker.Revocations.Of(Member!.Key);
            await Judge(packet.Subscriptions, codes);
            added = await loop!.Ask(() => loop.Subscribed(this, packet.Subscriptions, codes, rights));
        }

        if (added is null)
        {
            Array.Fill(codes, PacketEncoder.SubAckRefused);
        }

        if (added is { Count: > 0 })
        {
            await Store((called, key) => called.Subscribe(key, added));
        }

        if (Array.IndexOf(codes, PacketEncoder.SubAckRefused) is >= 0 and var refused)
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

    private void Complain(string how)
    {
        var now = Environment.TickCount64;
        if (lastComplaint == 0 || now - lastComplaint >= 1000)
        {
            lastComplaint = now;
            broker.Misbehaved(Member, how);
        }
    }

    private byte[] Framed(byte[] packet)
    {
        Span<byte> room = stackalloc byte[wire.MostHeaderBytes];
        var header = wire.WriteHeader(room, packet.Length);
        return [.. room[^header..], .. packet];
    }
}
