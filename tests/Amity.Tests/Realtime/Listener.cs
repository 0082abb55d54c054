using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Amity.Modules.Realtime;
using Amity.Tests.Kit;
using Amity.Tests.Mqtt;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Amity.Tests.Realtime;

/// <summary>A client of MQTT over WebSocket, as the SDK is one: it says with which credentials, subscribes, and waits for events.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket socket = new();
    private readonly List<byte> unread = [];
    private readonly byte[] buffer = new byte[16 * 1024];
    private readonly Queue<ServerPacket> events = [];
    private AmityHost? host;
    private int packetId;

    private Listener() => socket.Options.AddSubProtocol("mqtt");

    /// <summary>The CONNACK.</summary>
    public ServerPacket Greeting { get; private set; } = null!;

    /// <summary>Connects as the person does after its login, and is accepted.</summary>
    public static async Task<Listener> Of(AmityHost amity, Person person, string clientId = "client", bool clean = false)
    {
        var listener = await Knock(amity.Http.BaseAddress!, person.InternalId(), person.Token!, clientId, clean);
        Assert.Equal(0, listener.Greeting.Code);
        listener.host = amity;
        return listener;
    }

    /// <summary>Connects with whatever is given, and has been answered.</summary>
    public static async Task<Listener> Knock(Uri server, string userName, string password, string clientId = "client", bool clean = false)
    {
        var listener = new Listener();
        await listener.socket.ConnectAsync(new Uri($"ws://{server.Authority}/mqtt"), CancellationToken.None).WaitAsync(Patience);
        await listener.Send(Packets.Connect(clientId, clean, keepAlive: 60, user: userName, password: password));
        listener.Greeting = (await listener.Read())!;
        Assert.Equal(ServerPacketKind.ConnAck, listener.Greeting.Kind);
        return listener;
    }

    /// <summary>Whether the subscription is granted.</summary>
    public async Task<bool> Hears(string filter)
    {
        await Send(Packets.Subscribe(++packetId, (filter, 0)));
        while (await Read() is { } packet)
        {
            if (packet.Kind == ServerPacketKind.SubAck)
            {
                return packet.Codes[0] == 0;
            }

            events.Enqueue(packet);
        }

        throw new InvalidOperationException("The connection has ended.");
    }

    /// <summary>The next event; the test fails when none comes.</summary>
    public async Task<JsonNode> Next()
    {
        var packet = events.Count > 0 ? events.Dequeue() : await Read() ?? throw new InvalidOperationException("The connection has ended.");
        Assert.Equal(ServerPacketKind.Publish, packet.Kind);
        return JsonNode.Parse(packet.Payload)!;
    }

    /// <summary>Nothing more has come when the server answers a ping, after it has looked at all rights that may have been lost.</summary>
    public async Task HasHeardNothing()
    {
        for (var patience = 0; host?.Services.GetRequiredService<Rechecks>().IsIdle == false; patience++)
        {
            Assert.True(patience < 3000, "Rights are looked at for ever.");
            await Task.Delay(10);
        }

        await Send(Packets.PingReq);
        var packet = events.Count > 0 ? events.Peek() : await Read();
        Assert.True(packet?.Kind == ServerPacketKind.PingResp, $"{packet?.Kind} {packet?.Payload}");
    }

    /// <summary>Waits until the server ends the connection; what comes before is given.</summary>
    public async Task<List<JsonNode>> IsOver()
    {
        var last = new List<JsonNode>();
        while (await Read() is { } packet)
        {
            last.Add(JsonNode.Parse(packet.Payload)!);
        }

        return last;
    }

    /// <summary>Goes without a word, as a client that loses its network.</summary>
    public ValueTask DisposeAsync()
    {
        socket.Abort();
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task Send(byte[] packet) => await socket.SendAsync(packet, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None).WaitAsync(Patience);

    private async Task<ServerPacket?> Read()
    {
        while (true)
        {
            if (ServerPacket.Take(unread) is { } packet)
            {
                return packet;
            }

            try
            {
                var received = await socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(Patience);
                if (received.MessageType is WebSocketMessageType.Close)
                {
                    return null;
                }

                unread.AddRange(buffer.AsSpan(0, received.Count));
            }
            catch (WebSocketException)
            {
                return null;
            }
        }
    }
}

internal static class Topics
{
    public static string InternalId(this Person person) => person.Session.First("users").Text("_id");

    /// <summary>The user's own topic.</summary>
    public static string Topic(this Person person) => person.Session.First("users").Text("path");
}
