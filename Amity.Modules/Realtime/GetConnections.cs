using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Core.Time;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Realtime;

/// <summary>
/// How many devices are connected now, and the most at a time in each month. Administrators may. Tabs and sockets of one device are one. Changes nothing.
/// </summary>
public static class GetConnections
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        RealtimeJson.Instance.GetConnectionsResponse,
        _ => new Request(),
        "GET /api/admin/v1/connections");

    [UseCase("getConnections", Allow.Administrators, "Counts the connected devices of the network, now and at most in each month.")]
    public sealed record Request : AmityRequest<Response>;

    public sealed record Response
    {
        /// <summary>Open connections: a logged-in SDK has two.</summary>
        public required long Connections { get; init; }

        public required long Devices { get; init; }

        /// <summary>The newest month first.</summary>
        public required IReadOnlyList<MonthBody> Months { get; init; }
    }

    public sealed record MonthBody
    {
        /// <summary>As <c>2030-01</c>, of UTC.</summary>
        public required string Month { get; init; }

        public required long Devices { get; init; }

        public required Instant ReachedAt { get; init; }
    }

    internal sealed class Handler(IDb db, Connections connections, TimeProvider time) : IRequestHandler<Request, Response>
    {
        public async Task<Response> Handle(Request request, CancellationToken cancellationToken)
        {
            var network = request.Caller.Network;
            var (now, peak) = connections.DevicesIn(network);
            return new Response
            {
                Connections = connections.Of(network).Count,
                Devices = now,
                Months = [.. (await DevicePeaks.Of(db.Read, peak, time.GetUtcNow())).Select(one => new MonthBody { Month = one.Month, Devices = one.Devices, ReachedAt = one.ReachedAt })],
            };
        }
    }
}
