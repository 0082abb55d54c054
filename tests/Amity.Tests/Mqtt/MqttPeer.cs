using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Amity.Tests.Mqtt;

/// <summary>A client on a bare socket, which sends what it is told to, right or wrong.</summary>
internal sealed class MqttPeer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Socket socket;
    private readonly List<byte> unread = [];
    private readonly byte[] buffer = new byte[64 * 1024];

    private MqttPeer(Socket socket) => this.socket = socket;

    public Socket Socket => socket;

    /// <summary>The CONNACK, where it was waited for.</summary>
    public ServerPacket? Greeting { get; set; }

    public static async Task<MqttPeer> Dial(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address);
        return new MqttPeer(socket);
    }

    public async Task Send(params byte[][] packets)
    {
        var bytes = packets.SelectMany(packet => packet).ToArray();
        for (var sent = 0; sent < bytes.Length;)
        {
            sent += await socket.SendAsync(bytes.AsMemory(sent)).AsTask().WaitAsync(Patience);
        }
    }

    /// <summary>The next packet; null at the end of the connection.</summary>
    public async Task<ServerPacket?> Read()
    {
        while (true)
        {
            if (ServerPacket.Take(unread) is { } packet)
            {
                return packet;
            }

            int count;
            try
            {
                count = await socket.ReceiveAsync(buffer).WaitAsync(Patience);
            }
            catch (SocketException)
            {
                return null;
            }

            if (count == 0)
            {
                return null;
            }

            unread.AddRange(buffer.AsSpan(0, count));
        }
    }

    public async Task<ServerPacket> Read(ServerPacketKind kind)
    {
        var packet = await Read();
        Assert.NotNull(packet);
        Assert.Equal(kind, packet.Kind);
        return packet;
    }

    public async Task<ServerPacket> Ask(byte[] packet, ServerPacketKind answer)
    {
        await Send(packet);
        return await Read(answer);
    }

    public async Task<int[]> Subscribe(params (string Filter, int QoS)[] filters) => (await Ask(Packets.Subscribe(1, filters), ServerPacketKind.SubAck)).Codes;

    /// <summary>What came before the server answers a PINGREQ: all that it had for this client by now.</summary>
    public async Task<List<ServerPacket>> Pending()
    {
        await Send(Packets.PingReq);
        var packets = new List<ServerPacket>();
        while (await Read() is { } packet)
        {
            if (packet.Kind == ServerPacketKind.PingResp)
            {
                return packets;
            }

            packets.Add(packet);
        }

        Assert.Fail("The connection has ended.");
        return packets;
    }

    /// <summary>The server ends the connection, whatever it sends before.</summary>
    public async Task IsClosed()
    {
        while (await Read() is not null)
        {
        }
    }

    public void Dispose() => socket.Dispose();
}
