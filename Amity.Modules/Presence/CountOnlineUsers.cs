using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Core.Time;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Presence;

/// <summary>How many users are online in the network. Every user may ask.</summary>
public static class CountOnlineUsers
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        PresenceJson.Instance.CountOnlineUsersResponse,
        _ => new Request(),
        "GET /api/v1/presence/network/users/count");

    [UseCase("countOnlineUsers", Allow.Users, "Counts the users who are online.", Asks = [Right.Everybody])]
    public sealed record Request : AmityRequest<Response>;

    public sealed record Response
    {
        public required int Count { get; init; }

        /// <summary>When it was so.</summary>
        public required Instant ReferenceTimeStamp { get; init; }
    }

    internal sealed class Handler(IDb db, Heartbeats heartbeats) : IRequestHandler<Request, Response>
    {
        public async Task<Response> Handle(Request request, CancellationToken cancellationToken)
        {
            var settings = await PresenceSettings.Demand(db.Read);
            var database = request.Caller.Network.Database;
            var now = database.Now;
            return new Response
            {
                Count = heartbeats.Since(database, now - (long)settings.OnlineFor.TotalMilliseconds).Count(),
                ReferenceTimeStamp = now,
            };
        }
    }
}
