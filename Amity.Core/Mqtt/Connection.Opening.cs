using System.Buffers;

namespace Amity.Core.Mqtt;

/// <summary>CONNECT, and its refusal.</summary>
internal sealed partial class Connection
{
    /// <summary>How often it is asked again when rights move while they are asked for.</summary>
    private const int MostAttempts = 8;

    /// <summary>What a refused client may still send before its end is not waited for any more, in reads.</summary>
    private const int MostFarewells = 64;

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

            var key = new SessionKey(member.Key, clientId);
            (Member, loop) = (member, broker.LoopOf(key));
            if (!await broker.Allowances.Take(member.Key, BrokerOptions.QuestionsOfConnect))
            {
                Complain("too many connections in a short time");
                break;
            }

            var rights = broker.Revocations.Of(member.Key);
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
            await called.Open(key, member, await loop!.Ask(() => loop.ClientsOf(member.Key)));
            return stored;
        });
        return known is null ? null : await Allowed(known, member, key);
    }

    private async ValueTask<IReadOnlyList<Subscription>> Allowed(IReadOnlyList<Subscription> known, Member member, SessionKey key)
    {
        broker.Allowances.Charge(member.Key, known.Count);
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

    private byte[] Framed(byte[] packet)
    {
        Span<byte> room = stackalloc byte[wire.MostHeaderBytes];
        var header = wire.WriteHeader(room, packet.Length);
        return [.. room[^header..], .. packet];
    }
}
