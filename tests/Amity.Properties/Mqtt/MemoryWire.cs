using System.Threading.Channels;
using Amity.Core.Mqtt;
using Amity.Tests.Mqtt;

namespace Amity.Properties.Mqtt;

/// <summary>A connection without a socket, from both of its ends. What is sent through it is taken in parts, as a full socket does.</summary>
internal sealed class MemoryWire(int takes) : IWire
{
    private readonly Channel<byte[]> incoming = Channel.CreateUnbounded<byte[]>();
    private readonly SemaphoreSlim arrived = new(0);
    private readonly Lock sending = new();
    private readonly List<byte> outgoing = [];
    private byte[] rest = [];

    public int MostHeaderBytes => 0;

    public ReadOnlyMemory<byte> Farewell => default;

    public string? Fault => null;

    public int WriteHeader(Span<byte> room, int payload) => 0;

    public byte[]? TakeAnswer() => null;

    public async ValueTask<int> Receive(Memory<byte> into)
    {
        if (rest.Length == 0)
        {
            if (!await incoming.Reader.WaitToReadAsync())
            {
                return 0;
            }

            incoming.Reader.TryRead(out var next);
            rest = next!;
        }

        var count = Math.Min(rest.Length, into.Length);
        rest.AsMemory(0, count).CopyTo(into);
        rest = rest[count..];
        return count;
    }

    public async ValueTask WaitForBytes()
    {
        if (rest.Length == 0)
        {
            await incoming.Reader.WaitToReadAsync();
        }
    }

    public int TrySend(ReadOnlySpan<byte> bytes)
    {
        var count = Math.Min(takes, bytes.Length);
        Arrive(bytes[..count]);
        return count;
    }

    public async ValueTask SendRest(ReadOnlyMemory<byte> bytes)
    {
        await Task.Yield();
        Arrive(bytes.Span);
    }

    public void EndSending()
    {
    }

    public void Close() => incoming.Writer.TryComplete();

    /// <summary>The client sends this; whether the server still listens.</summary>
    public bool Write(byte[] bytes) => incoming.Writer.TryWrite(bytes);

    /// <summary>The next packet of the server.</summary>
    public async Task<ServerPacket> Read()
    {
        while (true)
        {
            lock (sending)
            {
                if (ServerPacket.Take(outgoing) is { } packet)
                {
                    return packet;
                }
            }

            if (!await arrived.WaitAsync(TimeSpan.FromSeconds(20)))
            {
                throw new TimeoutException("The server sends nothing.");
            }
        }
    }

    private void Arrive(ReadOnlySpan<byte> bytes)
    {
        lock (sending)
        {
            outgoing.AddRange(bytes);
        }

        arrived.Release();
    }
}
