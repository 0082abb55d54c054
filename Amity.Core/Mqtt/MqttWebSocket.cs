using Amity.Core.Http;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Amity.Core.Mqtt;

/// <summary>The way from a request for a WebSocket that carries MQTT to a broker.</summary>
public static class MqttWebSocket
{
    /// <summary>The subprotocols that are spoken; the first of the client's that is among them is chosen.</summary>
    private static readonly string[] Protocols = ["mqtt", "mqttv3.1"];

    /// <summary>Whether the request asks for such a WebSocket in a form that can be granted.</summary>
    public static bool CanServe(HttpContext http) => WebSocketHandshake.IsAsked(http) && ProtocolOf(http) is not null;

    /// <summary>Serves the client until its connection is over. For requests of which <see cref="CanServe"/> is true.</summary>
    public static async Task Serve(HttpContext http, Broker broker)
    {
        await using var stream = await WebSocketHandshake.Accept(http, ProtocolOf(http));
        var isBare = http.Features.Get<ITlsHandshakeFeature>() is null;
        var socket = isBare ? http.Features.Get<IConnectionSocketFeature>()?.Socket : null;
        if (socket is not null)
        {
            socket.Blocking = false;
        }

        await broker.Serve(new WebSocketWire(stream, socket, http.Abort));
    }

    private static string? ProtocolOf(HttpContext http) =>
        http.Request.Headers.SecWebSocketProtocol
            .SelectMany(header => header?.Split(',', StringSplitOptions.TrimEntries) ?? [])
            .FirstOrDefault(Protocols.Contains);
}
