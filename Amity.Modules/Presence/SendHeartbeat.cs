using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Presence;

/// <summary>Says that the caller is there. Every user may who shows it; nothing is stored.</summary>
public static class SendHeartbeat
{
    public static void Map(IEndpointRouteBuilder app) => app.MapAcceptedUseCase(
        PresenceJson.Instance.Success,
        _ => new Request(),
        "POST /api/v1/presence/heartbeat");

    [UseCase("sendHeartbeat", Allow.Users, "Says that the caller is online.", Asks = [Right.Own])]
    public sealed record Request : AmityRequest<Success>;

    internal sealed class Handler(IDb db, Heartbeats heartbeats) : IRequestHandler<Request, Success>
    {
        public async Task<Success> Handle(Request request, CancellationToken cancellationToken)
        {
            var caller = request.Caller;
            var settings = await PresenceSettings.Demand(db.Read);
            if (!(await UserPresence.Of(db.Read, caller.UserId)).IsEnabled)
            {
                throw PresenceSettings.Off();
            }

            var database = caller.Network.Database;
            heartbeats.Beat(database, caller.UserId, database.Now, settings.OnlineFor);
            return Success.Yes;
        }
    }
}
