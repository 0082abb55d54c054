using System.Buffers;

namespace Amity.Core.Mqtt;

/// <summary>
/// One client from its first byte to its last. Reads packets, asks the policy and the store on its own time, and hands what changes the state
/// over to the loop in the order of the packets. While the client is silent it holds no buffer. This file is the stream of packets.
/// </summary>
internal sealed partial class Connection(Broker broker, IWire wire)
{
    private const int ReadBytes = 4096;

    /// <summary>Stands for now, while packets are handled: that takes as long as the server takes.</summary>
    private const long Busy = long.MaxValue;

    private Loop? loop;
    private bool isOpen;
    private long lastPacket = Environment.TickCount64;

    public Output Output { get; } = new(wire);

    /// <summary>Set by the loop when it has answered CONNECT; the session may have gone on to another connection since.</summary>
    public Session? Session { get; set; }

    /// <summary>Whether messages may be sent just now. Touched by the loop, as the two below.</summary>
    public bool IsResumed { get; set; }

    /// <summary>Whether the client has had time enough to listen.</summary>
    public bool IsReady { get; set; }

    /// <summary>Whether what was on its way at the end of the connection before has been sent.</summary>
    public bool HasBegun { get; set; }

    /// <summary>What the socket is being asked to take on its own time; set by the loop.</summary>
    public Task Sending { get; set; } = Task.CompletedTask;

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
}
