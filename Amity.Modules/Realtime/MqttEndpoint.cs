using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Mqtt;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Modules.Realtime;

/// <summary>MQTT over WebSocket on the server's own port. Credentials come inside it, with CONNECT.</summary>
internal static class MqttEndpoint
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var server = app.ServiceProvider.GetRequiredService<RealtimeServer>();
        var refuse = app.ServiceProvider.GetRequiredService<Front>().Guard("mqtt", _ => throw Refusal(server));

        // Last in order: a host that has its own of this name keeps it.
        app.Map("/mqtt", http => MqttWebSocket.CanServe(http) && !server.IsStopping ? MqttWebSocket.Serve(http, server.Broker) : refuse(http))
            .WithOrder(int.MaxValue)
            .AllowAnonymous()
            .ExcludeFromDescription();
    }

    private static AmityException Refusal(RealtimeServer server) => server.IsStopping
        ? Refuse.Busy("The server is stopping.")
        : Refuse.BadRequest("This is for WebSockets with the subprotocol mqtt.");
}
