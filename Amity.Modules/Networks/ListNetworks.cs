using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Networks;

/// <summary>Lists the networks of the installation, the newest first. Administrators of the default network may.</summary>
public static class ListNetworks
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        NetworksJson.Instance.ListNetworksResponse,
        call => new Request { Page = call.Page },
        "GET /api/admin/v1/networks");

    [UseCase("listNetworks", Allow.Administrators, "Lists the networks of the installation.")]
    public sealed record Request : AmityRequest<Response>, IControlRequest
    {
        public PageRequest Page { get; init; } = PageRequest.First;
    }

    public sealed record Response
    {
        public required IReadOnlyList<NetworkBody> Networks { get; init; }

        public required Paging Paging { get; init; }
    }

    internal sealed class Handler(IDb db, NetworkOpening opening, INetworks networks) : IRequestHandler<Request, Response>
    {
        public async Task<Response> Handle(Request request, CancellationToken cancellationToken)
        {
            NetworkChanges.DemandOperator(request.Caller, networks);
            var page = await Networks.Page(db.Read, request.Caller.Network.Pages, request.Page, null, PageFilters.None);
            return new Response { Networks = [.. page.Rows.Select(opening.ToBody)], Paging = page.Paging };
        }
    }

    private static readonly PagedSql<NetworkRecord> Networks = new(
        "networks.list",
        $$"""
        select {{NetworkRecords.Columns}}
        from networks n
        where true
        {page}
        """,
        new Order<NetworkRecord>("lastCreated", "n.created_at", "n.network_id", row => (row.CreatedAt, row.NetworkId), Descending: true));
}
