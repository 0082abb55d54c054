using Amity.Core.Errors;
using Amity.Core.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Modules.Realtime;

/// <summary>
/// The socket of socket.io 2 (Engine.IO 3, over WebSocket alone) that the SDK opens at every login and never uses. Without it the SDK tries again every few
/// seconds for as long as its page lives.
/// </summary>
internal static class LegacySocketEndpoint
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var sockets = app.ServiceProvider.GetRequiredService<LegacySockets>();
        var serve = app.ServiceProvider.GetRequiredService<Front>().Guard("socket", http => Serve(http, sockets));

        // Last in order: a host that has its own of this name keeps it.
        app.Map("/socket.io/", new RequestDelegate(serve))
            .WithOrder(int.MaxValue)
            .AllowAnonymous()
            .ExcludeFromDescription();
    }

    private static Task Serve(HttpContext http, LegacySockets sockets)
    {
        var query = http.Request.Query;
        return WebSocketHandshake.IsAsked(http) && query["EIO"] == "3" && query["transport"] == "websocket"
            ? sockets.Serve(http, query["token"].ToString())
            : throw Refuse.BadRequest("This is for WebSockets of Engine.IO 3.");
    }
}
