using System.Net.Sockets;

namespace Amity.Core.Mqtt;

/// <summary>
/// MQTT in a WebSocket (section 6) that was opened on an HTTP server's connection. What is received comes through the server; what is sent goes
/// to the socket itself where there is a bare one, past a pipe and a task that the server has for each connection, and through the server otherwise.
/// </summary>
internal sealed class WebSocketWire(Stream stream, Socket? socket, Action abort) : IWire
{
    private readonly WebSocketFrames frames = new();
    private readonly Lock sending = new();
    private byte[]? answerLater;
    private bool isMidFrame;

    public int MostHeaderBytes => WebSocketFrames.MostServerHeaderBytes;

    public int WriteHeader(Span<byte> room, int payload) => WebSocketFrames.WriteHeader(room, payload);

    public async ValueTask<int> Receive(Memory<byte> into)
    {
        while (true)
        {
            var count = await stream.ReadAsync(into);
            if (count == 0)
            {
                return 0;
            }

            var taken = frames.Unwrap(into.Span[..count]);
            if (frames.TakeAnswer() is { } answer)
            {
                Answer(answer);
            }

            if (taken > 0 || frames.IsClosed || frames.IsBroken)
            {
                return taken;
            }
        }
    }

    public async ValueTask WaitForBytes()
    {
        // Without room for any there is nothing to be read inexactly.
        var none = await stream.ReadAsync(Memory<byte>.Empty);
        System.Diagnostics.Debug.Assert(none == 0);
    }

    public int TrySend(ReadOnlySpan<byte> bytes)
    {
        lock (sending)
        {
            var sent = socket is null ? 0 : SocketWire.TrySend(socket, bytes);
            isMidFrame = sent >= 0 && sent < bytes.Length;
            return sent;
        }
    }

    public async ValueTask SendRest(ReadOnlyMemory<byte> bytes)
    {
        await Send(bytes);
        byte[]? answer;
        lock (sending)
        {
            answer = answerLater;
            answerLater = null;
            isMidFrame = answer is not null;
        }

        if (answer is not null)
        {
            await Send(answer);
            lock (sending)
            {
                isMidFrame = false;
            }
        }
    }

    public void Close()
    {
        if (socket is null)
        {
            abort();
            return;
        }

        try
        {
            // The server sees the end of the stream and closes; what the socket has taken is still delivered.
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The peer was faster.
        }
    }

    private ValueTask Send(ReadOnlyMemory<byte> bytes) => socket is null ? stream.WriteAsync(bytes) : SocketWire.SendRest(socket, bytes);

    /// <summary>A frame that the protocol asks for; it may stand between two frames only. One that a full socket does not take is left out.</summary>
    private void Answer(byte[] answer)
    {
        lock (sending)
        {
            if (isMidFrame || socket is null)
            {
                answerLater = answer;
            }
            else
            {
                SocketWire.TrySend(socket, answer);
            }
        }
    }
}
