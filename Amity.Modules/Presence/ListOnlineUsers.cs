using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Presence;

/// <summary>Who is online in the network, by their last heartbeats, the newest first unless it is asked otherwise; 1000 at most. Every user may ask.</summary>
public static class ListOnlineUsers
{
    private const int Most = 1000;

    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        PresenceJson.Instance.PresencesBody,
        call => new Request { OrderBy = call.Query.Text("orderBy") ?? "desc" },
        "GET /api/v1/presence/network/users");

    [UseCase("listOnlineUsers", Allow.Users, "Lists the users who are online.", Asks = [Right.Everybody])]
    public sealed record Request : AmityRequest<PresencesBody>
    {
        /// <summary><c>asc</c> or <c>desc</c>.</summary>
        public string OrderBy { get; init; } = "desc";

        public override void Validate(Checks check) => check.OneOf(OrderBy, "orderBy", "asc", "desc");
    }

    internal sealed class Handler(IDb db, Heartbeats heartbeats) : IRequestHandler<Request, PresencesBody>
    {
        public async Task<PresencesBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var settings = await PresenceSettings.Demand(db.Read);
            var database = request.Caller.Network.Database;
            var online = heartbeats.Since(database, database.Now - (long)settings.OnlineFor.TotalMilliseconds);
            var sorted = request.OrderBy == "asc"
                ? online.OrderBy(one => one.At).ThenBy(one => one.UserId, StringComparer.Ordinal)
                : online.OrderByDescending(one => one.At).ThenBy(one => one.UserId, StringComparer.Ordinal);
            return new PresencesBody { Presences = [.. sorted.Take(Most).Select(one => new PresenceBody { UserId = one.UserId, LastHeartbeat = one.At })] };
        }
    }
}
