using System.Net.Sockets;

namespace Amity.Core.Mqtt;

/// <summary>MQTT over TCP, as it is.</summary>
internal sealed class SocketWire : IWire
{
    private readonly Socket socket;

    public SocketWire(Socket socket)
    {
        this.socket = socket;

        // What a flush hands over is all there is: nothing is gained by waiting for more.
        socket.NoDelay = true;
        socket.Blocking = false;
    }

    public int MostHeaderBytes => 0;

    public int WriteHeader(Span<byte> room, int payload) => 0;

    public ValueTask<int> Receive(Memory<byte> into) => socket.ReceiveAsync(into, SocketFlags.None);

    public async ValueTask WaitForBytes() => await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None);

    public int TrySend(ReadOnlySpan<byte> bytes) => TrySend(socket, bytes);

    public ValueTask SendRest(ReadOnlyMemory<byte> bytes) => SendRest(socket, bytes);

    public void Close()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The peer was faster.
        }

        socket.Dispose();
    }

    /// <summary>What a socket that does not block takes at once; -1 when the peer is gone.</summary>
    public static int TrySend(Socket socket, ReadOnlySpan<byte> bytes)
    {
        try
        {
            var sent = socket.Send(bytes, SocketFlags.None, out var error);
            return error switch
            {
                SocketError.Success => sent,
                SocketError.WouldBlock or SocketError.IOPending or SocketError.TryAgain => 0,
                _ => -1,
            };
        }
        catch (ObjectDisposedException)
        {
            return -1;
        }
    }

    public static async ValueTask SendRest(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None)..];
        }
    }
}
