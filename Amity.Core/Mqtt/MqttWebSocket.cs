using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Amity.Core.Mqtt;

/// <summary>The opening handshake of a WebSocket that carries MQTT (RFC 6455, section 4.2), and the way from there to a broker.</summary>
public static class MqttWebSocket
{
    private const string HandshakeKey = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>The subprotocols that are spoken; the first of the client's that is among them is chosen.</summary>
    private static readonly string[] Protocols = ["mqtt", "mqttv3.1"];

    /// <summary>Whether the request asks for such a WebSocket in a form that can be granted.</summary>
    public static bool CanServe(HttpContext http) =>
        http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        && string.Equals(http.Request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase)
        && http.Request.Headers.SecWebSocketVersion == "13"
        && KeyOf(http) is not null
        && ProtocolOf(http) is not null;

    /// <summary>Serves the client until its connection is over. For requests of which <see cref="CanServe"/> is true.</summary>
    public static async Task Serve(HttpContext http, Broker broker)
    {
        var response = http.Response;
        response.Headers.Upgrade = "websocket";
        response.Headers.Connection = "Upgrade";
        response.Headers.SecWebSocketAccept = Accept(KeyOf(http)!);
        response.Headers.SecWebSocketProtocol = ProtocolOf(http);
        await using var stream = await http.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        var isBare = http.Features.Get<ITlsHandshakeFeature>() is null;
        var socket = isBare ? http.Features.Get<IConnectionSocketFeature>()?.Socket : null;
        if (socket is not null)
        {
            socket.Blocking = false;
        }

        await broker.Serve(new WebSocketWire(stream, socket, http.Abort));
    }

    private static string? KeyOf(HttpContext http) => http.Request.Headers.SecWebSocketKey is [{ Length: 24 } key] ? key : null;

    private static string? ProtocolOf(HttpContext http) =>
        http.Request.Headers.SecWebSocketProtocol
            .SelectMany(header => header?.Split(',', StringSplitOptions.TrimEntries) ?? [])
            .FirstOrDefault(Protocols.Contains);

    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + HandshakeKey)));
}
