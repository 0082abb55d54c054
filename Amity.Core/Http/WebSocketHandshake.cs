using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Amity.Core.Http;

/// <summary>The opening handshake of a WebSocket (RFC 6455, section 4.2), which needs no middleware in a host's pipeline.</summary>
public static class WebSocketHandshake
{
    private const string Salt = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Whether the request asks for a WebSocket in a form that can be granted.</summary>
    public static bool IsAsked(HttpContext http) =>
        http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        && string.Equals(http.Request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase)
        && http.Request.Headers.SecWebSocketVersion == "13"
        && KeyOf(http) is not null;

    /// <summary>Grants it and answers the bytes behind the handshake.</summary>
    public static Task<Stream> Accept(HttpContext http, string? protocol = null)
    {
        var headers = http.Response.Headers;
        headers.Upgrade = "websocket";
        headers.Connection = "Upgrade";
        headers.SecWebSocketAccept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(KeyOf(http) + Salt)));
        if (protocol is not null)
        {
            headers.SecWebSocketProtocol = protocol;
        }

        return http.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
    }

    private static string? KeyOf(HttpContext http) => http.Request.Headers.SecWebSocketKey is [{ Length: 24 } key] ? key : null;
}
