using System.Net.Sockets;

namespace Amity.Core.Mqtt;

/// <summary>
/// MQTT in a WebSocket (section 6) that was opened on an HTTP server's connection. What is received comes through the server; what is sent goes
/// to the socket itself where there is a bare one, past a pipe and a task that the server has for each connection, and through the server otherwise.
/// </summary>
internal sealed class WebSocketWire(Stream stream, Socket? socket) : IWire
{
    private static readonly byte[] Goodbye = WebSocketFrames.Close(WebSocketFrames.NormalClosure);

    private readonly WebSocketFrames frames = new();

    /// <summary>Without a socket to shut down, the end of reading is the end of the connection.</summary>
    private readonly CancellationTokenSource? over = socket is null ? new CancellationTokenSource() : null;

    public int MostHeaderBytes => WebSocketFrames.MostServerHeaderBytes;

    public ReadOnlyMemory<byte> Farewell => Goodbye;

    public string? Fault => frames.Fault;

    public int WriteHeader(Span<byte> room, int payload) => WebSocketFrames.WriteHeader(room, payload);

    public async ValueTask<int> Receive(Memory<byte> into)
    {
        if (frames.IsOver)
        {
            return 0;
        }

        var count = await stream.ReadAsync(into, over?.Token ?? CancellationToken.None);
        if (count == 0)
        {
            return 0;
        }

        var taken = frames.Unwrap(into.Span[..count]);
        return taken > 0 || frames.IsOver ? taken : -1;
    }

    public byte[]? TakeAnswer() => frames.TakeAnswer();

    public async ValueTask WaitForBytes()
    {
        if (!frames.IsOver)
        {
            // Without room for any there is nothing to be read inexactly.
            var none = await stream.ReadAsync(Memory<byte>.Empty, over?.Token ?? CancellationToken.None);
            System.Diagnostics.Debug.Assert(none == 0);
        }
    }

    public int TrySend(ReadOnlySpan<byte> bytes) => socket is null ? 0 : SocketWire.TrySend(socket, bytes);

    public ValueTask SendRest(ReadOnlyMemory<byte> bytes) => socket is null ? stream.WriteAsync(bytes) : SocketWire.SendRest(socket, bytes);

    public void EndSending()
    {
        if (socket is not null)
        {
            SocketWire.Shutdown(socket, SocketShutdown.Send);
        }
    }

    public void Close()
    {
        if (socket is not null)
        {
            // The server sees the end of the stream and closes; what the socket has taken is still delivered.
            SocketWire.Shutdown(socket, SocketShutdown.Both);
        }

        over?.Cancel();
    }
}
