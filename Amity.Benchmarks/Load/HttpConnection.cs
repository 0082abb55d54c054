using System.Net;
using System.Net.Sockets;

namespace Amity.Benchmarks.Load;

/// <summary>A client's connection with one request under way at a time. It looks at nothing but the status and where the answer ends.</summary>
internal sealed class HttpConnection : IDisposable
{
    private static ReadOnlySpan<byte> EndOfHead => "\r\n\r\n"u8;

    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] buffer = new byte[16 * 1024];

    public static async Task<HttpConnection> Open(Uri server)
    {
        var connection = new HttpConnection();
        await connection.socket.ConnectAsync(IPAddress.Loopback, server.Port);
        return connection;
    }

    /// <summary>Sends a request, waits for the whole answer, and tells whether it was 200.</summary>
    public async ValueTask<bool> Succeeds(ReadOnlyMemory<byte> request)
    {
        await socket.SendAsync(request);
        var filled = 0;
        do
        {
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * buffer.Length);
            }

            var received = await socket.ReceiveAsync(buffer.AsMemory(filled));
            filled += received > 0 ? received : throw new IOException("The server closed the connection.");
        }
        while (!IsWhole(buffer.AsSpan(0, filled)));
        return buffer.AsSpan(0, filled).StartsWith("HTTP/1.1 200"u8);
    }

    public void Dispose() => socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf(EndOfHead);
        if (head < 0)
        {
            return false;
        }

        var length = ContentLength(answer[..head]);
        return length is { } known
            ? answer.Length >= head + EndOfHead.Length + known

            // Chunked. JSON holds no line ends of its own, and one answer at a time is under way: what ends like this is the end.
            : answer.EndsWith("\r\n0\r\n\r\n"u8);
    }

    private static int? ContentLength(ReadOnlySpan<byte> head)
    {
        var name = "\r\nContent-Length: "u8;
        var at = head.IndexOf(name);
        return at >= 0 && System.Buffers.Text.Utf8Parser.TryParse(head[(at + name.Length)..], out int length, out _) ? length : null;
    }
}
