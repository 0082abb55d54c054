using System.Net.Sockets;

namespace Amity.Core.Mqtt;

/// <summary>MQTT over TCP, as it is.</summary>
internal sealed class SocketWire : IWire
{
    private readonly Socket socket;

    /// <summary>Throws where the peer is gone already.</summary>
    public SocketWire(Socket socket)
    {
        this.socket = socket;
        Prepare(socket);
    }

    public int MostHeaderBytes => 0;

    public ReadOnlyMemory<byte> Farewell => default;

    public string? Fault => null;

    public int WriteHeader(Span<byte> room, int payload) => 0;

    public ValueTask<int> Receive(Memory<byte> into) => socket.ReceiveAsync(into, SocketFlags.None);

    public byte[]? TakeAnswer() => null;

    public async ValueTask WaitForBytes() => await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None);

    public int TrySend(ReadOnlySpan<byte> bytes) => TrySend(socket, bytes);

    public ValueTask SendRest(ReadOnlyMemory<byte> bytes) => SendRest(socket, bytes);

    public void EndSending() => Shutdown(socket, SocketShutdown.Send);

    public void Close()
    {
        Shutdown(socket, SocketShutdown.Both);
        socket.Dispose();
    }

    /// <summary>Throws where the peer is gone already.</summary>
    public static void Prepare(Socket socket)
    {
        // What a flush hands over is all there is: nothing is gained by waiting for more.
        socket.NoDelay = true;
        socket.Blocking = false;

        // A peer that is gone without a word is found by the system, even where the client asked for no keep-alive: after two minutes.
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 60);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 15);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 4);
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
                SocketError.WouldBlock or SocketError.IOPending or SocketError.TryAgain or SocketError.NoBufferSpaceAvailable => 0,
                _ => -1,
            };
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
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

    public static void Shutdown(Socket socket, SocketShutdown how)
    {
        try
        {
            socket.Shutdown(how);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The peer was faster.
        }
    }
}
