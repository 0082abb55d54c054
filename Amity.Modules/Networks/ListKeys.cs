using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Networks;

/// <summary>Lists the stored keys of the caller's network, the newest first, dead ones included; server keys by their ids and times alone. Administrators may.</summary>
public static class ListKeys
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        NetworksJson.Instance.ListKeysResponse,
        call => new Request { Page = call.Page },
        "GET /api/admin/v1/keys");

    [UseCase("listKeys", Allow.Administrators, "Lists the network's keys.")]
    public sealed record Request : AmityRequest<Response>, IControlRequest
    {
        public PageRequest Page { get; init; } = PageRequest.First;
    }

    public sealed record Response
    {
        public required IReadOnlyList<KeyBody> Keys { get; init; }

        public required Paging Paging { get; init; }
    }

    internal sealed class Handler(IDb db, NetworkOpening opening, NetworkRegistry networks) : IRequestHandler<Request, Response>
    {
        public async Task<Response> Handle(Request request, CancellationToken cancellationToken)
        {
            var network = request.Caller.Network;
            var page = await Keys.Page(db.Read, network.Pages, request.Page, null, PageFilters.None, new { networkId = network.Id });
            return new Response
            {
                Keys = [.. page.Rows.Select(row => row.ToBody(opening.IsConfigured(network, row.Kind), networks.Now))],
                Paging = page.Paging,
            };
        }
    }

    private static readonly PagedSql<KeyRow> Keys = new(
        "keys.list",
        $$"""
        select {{KeyRow.Columns}}
        from network_keys k
        where k.network_id = @networkId
        {page}
        """,
        new Order<KeyRow>("lastCreated", "k.created_at", "k.key_id", row => (row.CreatedAt, row.KeyId), Descending: true));
}
