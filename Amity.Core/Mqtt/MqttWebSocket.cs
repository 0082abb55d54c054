using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
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
    private const string HandshakeKey = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>The subprotocols that are spoken; the first of the client's that is among them is chosen.</summary>
    private static readonly string[] Protocols = ["mqtt", "mqttv3.1"];

    /// <summary>Whether the request asks for such a WebSocket in a form that can be granted.</summary>
    public static bool CanServe(HttpContext http) =>
        (IsUpgrade(http) || IsExtendedConnect(http)) && http.Request.Headers.SecWebSocketVersion == "13" && ProtocolOf(http) is not null;

    /// <summary>Serves the client until its connection is over. For requests of which <see cref="CanServe"/> is true.</summary>
    public static async Task Serve(HttpContext http, Broker broker)
    {
        http.Response.Headers.SecWebSocketProtocol = ProtocolOf(http);
        if (IsExtendedConnect(http))
        {
            await using var stream = await http.Features.GetRequiredFeature<IHttpExtendedConnectFeature>().AcceptAsync();
            await broker.Serve(new WebSocketWire(stream, socket: null));
        }
        else
        {
            http.Response.Headers.Upgrade = "websocket";
            http.Response.Headers.Connection = "Upgrade";
            http.Response.Headers.SecWebSocketAccept = Accept(KeyOf(http)!);
            await using var stream = await http.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
            await broker.Serve(new WebSocketWire(stream, Bare(http)));
        }
    }

    private static bool IsUpgrade(HttpContext http) =>
        http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        && string.Equals(http.Request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase)
        && KeyOf(http) is not null;

    private static bool IsExtendedConnect(HttpContext http) =>
        http.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" };

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

    private static string? KeyOf(HttpContext http) => http.Request.Headers.SecWebSocketKey is [{ Length: 24 } key] ? key : null;

    private static string? ProtocolOf(HttpContext http) =>
        http.Request.Headers.SecWebSocketProtocol
            .SelectMany(header => header?.Split(',', StringSplitOptions.TrimEntries) ?? [])
            .FirstOrDefault(Protocols.Contains);

    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + HandshakeKey)));
}
