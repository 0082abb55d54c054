using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using Amity.Core.Time;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Sessions;

/// <summary>Lists the administrators' tokens of the network, the newest first: not the tokens themselves, which nobody can read again. Administrators may.</summary>
public static class ListAdminTokens
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SessionsJson.Instance.ListAdminTokensResponse,
        call => new Request { Page = call.Page },
        "GET /api/admin/v1/admin-tokens");

    [UseCase("listAdminTokens", Allow.Administrators, "Lists the administrators' tokens by their names and times.")]
    public sealed record Request : AmityRequest<Response>
    {
        public PageRequest Page { get; init; } = PageRequest.First;
    }

    public sealed record Response
    {
        public required IReadOnlyList<Item> AdminTokens { get; init; }

        public required Paging Paging { get; init; }
    }

    /// <summary>An administrator's token as the API shows it: without the token.</summary>
    public sealed record Item
    {
        public required string TokenId { get; init; }

        /// <summary>Who or what uses it; also the administrator's user id.</summary>
        public required string Name { get; init; }

        public required Instant CreatedAt { get; init; }

        public required Instant ExpiresAt { get; init; }

        /// <summary>Dead from then on.</summary>
        public Instant? RevokedAt { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, Response>
    {
        public async Task<Response> Handle(Request request, CancellationToken cancellationToken)
        {
            var page = await Tokens.Page(db.Read, request.Caller.Network.Pages, request.Page, null, PageFilters.None);
            return new Response { AdminTokens = [.. page.Rows.Select(row => row.ToItem())], Paging = page.Paging };
        }
    }

    private static readonly PagedSql<Row> Tokens = new(
        "adminTokens.list",
        """
        select t.token_id,
               t.name,
               t.created_at,
               t.expires_at,
               t.revoked_at
        from admin_tokens t
        where true
        {page}
        """,
        new Order<Row>("lastCreated", "t.created_at", "t.token_id", row => (row.CreatedAt, row.TokenId), Descending: true));

    private sealed record Row
    {
        public string TokenId { get; init; } = "";

        public string Name { get; init; } = "";

        public long CreatedAt { get; init; }

        public long ExpiresAt { get; init; }

        public long? RevokedAt { get; init; }

        public Item ToItem() => new()
        {
            TokenId = TokenId,
            Name = Name,
            CreatedAt = CreatedAt,
            ExpiresAt = ExpiresAt,
            RevokedAt = RevokedAt is { } revokedAt ? new Instant(revokedAt) : null,
        };
    }
}
