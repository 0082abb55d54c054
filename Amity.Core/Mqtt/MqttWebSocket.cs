using System.Net.Sockets;
using Amity.Core.Http;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Amity.Core.Mqtt;

/// <summary>
/// The opening handshake of a WebSocket that carries MQTT, over HTTP/1.1 (RFC 6455, section 4.2) and HTTP/2 (RFC 8441), and the way from there to
/// a broker.
/// </summary>
public static class MqttWebSocket
{
    /// <summary>The subprotocols that are spoken; the first of the client's that is among them is chosen.</summary>
    private static readonly string[] Protocols = ["mqtt", "mqttv3.1"];

    /// <summary>Whether the request asks for such a WebSocket in a form that can be granted.</summary>
    public static bool CanServe(HttpContext http) =>
        (IsExtendedConnect(http) || WebSocketHandshake.IsAsked(http)) && ProtocolOf(http) is not null;

    /// <summary>Serves the client until its connection is over. For requests of which <see cref="CanServe"/> is true.</summary>
    public static async Task Serve(HttpContext http, Broker broker)
    {
        if (IsExtendedConnect(http))
        {
            http.Response.Headers.SecWebSocketProtocol = ProtocolOf(http);
            await using var stream = await http.Features.GetRequiredFeature<IHttpExtendedConnectFeature>().AcceptAsync();
            await broker.Serve(new WebSocketWire(stream, socket: null));
        }
        else
        {
            await using var stream = await WebSocketHandshake.Accept(http, ProtocolOf(http));
            await broker.Serve(new WebSocketWire(stream, Bare(http)));
        }
    }

    private static bool IsExtendedConnect(HttpContext http) =>
        http.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" }
        && http.Request.Headers.SecWebSocketVersion == "13";

    /// <summary>The connection's socket, where what is written to it is what the client reads.</summary>
    private static Socket? Bare(HttpContext http)
    {
        if (http.Features.Get<ITlsHandshakeFeature>() is not null || http.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket)
        {
            return null;
        }

        try
        {
            SocketWire.Prepare(socket);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The first attempt to receive tells.
        }

        return socket;
    }

    private static string? ProtocolOf(HttpContext http) =>
        http.Request.Headers.SecWebSocketProtocol
            .SelectMany(header => header?.Split(',', StringSplitOptions.TrimEntries) ?? [])
            .FirstOrDefault(Protocols.Contains);
}
