using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Amity.Benchmarks.Realtime;

/// <summary>One connection of the client, over TCP or inside a WebSocket. After the handshake it only counts.</summary>
internal sealed class MqttLine : IDisposable
{
    private const int AtOnce = 250;

    private readonly byte[] frameHead = new byte[10];
    private readonly bool isWeb;
    private int frameHeadBytes;
    private long frameLeft;

    private MqttLine(Socket socket, bool isWeb) => (Socket, this.isWeb, Handle) = (socket, isWeb, socket.Handle);

    public Socket Socket { get; }

    public nint Handle { get; }

    /// <summary>Bytes of MQTT that came since the handshake.</summary>
    public long Position { get; private set; }

    /// <summary>
    /// Connects so many, each with an id and a topic, or none. Step by step for some hundred at once: a server that looks at its new
    /// connections ten times a second is not waited for once for each.
    /// </summary>
    public static MqttLine[] Open(BrokerProcess broker, bool isWeb, int count, Func<int, (string ClientId, string? Topic)> who)
    {
        var lines = new List<MqttLine>(count);
        foreach (var some in Enumerable.Range(0, count).Select(who).Chunk(AtOnce))
        {
            var chunk = Array.ConvertAll(some, _ => Dial(broker, isWeb));
            foreach (var line in chunk.Where(_ => isWeb))
            {
                line.ReadHead();
            }

            for (var at = 0; at < chunk.Length; at++)
            {
                chunk[at].Connect(some[at].ClientId);
            }

            Array.ForEach(chunk, line => line.Expect(0x20, 4));
            for (var at = 0; at < chunk.Length; at++)
            {
                chunk[at].Subscribe(some[at].Topic);
            }

            for (var at = 0; at < chunk.Length; at++)
            {
                if (some[at].Topic is not null)
                {
                    chunk[at].Expect(0x90, 5);
                }
            }

            lines.AddRange(chunk);
        }

        return [.. lines];
    }

    /// <summary>Sends one packet. The mask of a WebSocket is of zeros: the bytes stay as they are.</summary>
    public void Send(byte[] packet)
    {
        if (!isWeb)
        {
            Socket.Send(packet);
        }
        else if (packet.Length < 126)
        {
            Socket.Send((byte[])[0x82, (byte)(0x80 | packet.Length), 0, 0, 0, 0, .. packet]);
        }
        else
        {
            Socket.Send((byte[])[0x82, 0xFE, (byte)(packet.Length >> 8), (byte)packet.Length, 0, 0, 0, 0, .. packet]);
        }
    }

    /// <summary>Takes what has come and moves <see cref="Position"/>.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        if (!isWeb)
        {
            Position += bytes.Length;
            return;
        }

        while (!bytes.IsEmpty)
        {
            if (frameLeft == 0)
            {
                frameHead[frameHeadBytes++] = bytes[0];
                bytes = bytes[1..];
                var size = frameHeadBytes < 2 ? 0 : frameHead[1] switch { 126 => 4, 127 => 10, _ => 2 };
                if (frameHeadBytes == size)
                {
                    frameLeft = size switch
                    {
                        4 => BinaryPrimitives.ReadUInt16BigEndian(frameHead.AsSpan(2)),
                        10 => BinaryPrimitives.ReadInt64BigEndian(frameHead.AsSpan(2)),
                        _ => frameHead[1],
                    };
                    frameHeadBytes = 0;
                    if ((frameHead[0] & 0x0F) > 2)
                    {
                        throw new InvalidOperationException("The server has sent a control frame.");
                    }
                }

                continue;
            }

            var part = (int)Math.Min(frameLeft, bytes.Length);
            Position += part;
            frameLeft -= part;
            bytes = bytes[part..];
        }
    }

    public void Dispose() => Socket.Dispose();

    private static MqttLine Dial(BrokerProcess broker, bool isWeb)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 60_000 };
        socket.Connect(IPAddress.Loopback, isWeb ? broker.WebPort : broker.TcpPort);
        if (isWeb)
        {
            socket.Send(Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"GET /mqtt HTTP/1.1\r\nHost: 127.0.0.1:{broker.WebPort}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n")));
        }

        return new MqttLine(socket, isWeb);
    }

    private void Connect(string clientId)
    {
        byte[] id = [(byte)(clientId.Length >> 8), (byte)clientId.Length, .. Encoding.ASCII.GetBytes(clientId)];
        Send([0x10, (byte)(10 + id.Length), 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 4, 2, 0, 0, .. id]);
    }

    private void Subscribe(string? topic)
    {
        if (topic is not null)
        {
            Send([0x82, (byte)(5 + topic.Length), 0, 1, 0, (byte)topic.Length, .. Encoding.ASCII.GetBytes(topic), 0]);
        }
    }

    private void ReadHead()
    {
        var one = new byte[1];
        for (var seen = 0; seen < 4;)
        {
            if (Socket.Receive(one) == 0)
            {
                throw new InvalidOperationException("The server refused a WebSocket.");
            }

            seen = one[0] == (seen % 2 == 0 ? '\r' : '\n') ? seen + 1 : 0;
        }
    }

    /// <summary>The answer of that kind and length, a frame of its own, and nothing of what may follow.</summary>
    private void Expect(byte first, int length)
    {
        var bytes = new byte[length + (isWeb ? 2 : 0)];
        for (var got = 0; got < bytes.Length;)
        {
            var more = Socket.Receive(bytes.AsSpan(got));
            got += more > 0 ? more : throw new InvalidOperationException("The server has closed a connection.");
        }

        if (bytes[^length] != first || bytes[^1] != 0)
        {
            throw new InvalidOperationException($"The server answered {Convert.ToHexString(bytes)}.");
        }
    }
}
