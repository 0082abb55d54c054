using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using Amity.Core.Text;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Roles;

/// <summary>Lists the live roles with what they give, the newest first, or searches their names: any case, but letter for letter. Every user may.</summary>
public static class QueryRoles
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        RolesJson.Instance.RolesBody,
        call => new Request
        {
            Keyword = call.Query.Text("keyword"),
            SortBy = call.Query.Text("sortBy"),
            Page = call.Page,
        },
        "GET /api/v3/roles");

    [UseCase("queryRoles", Allow.Users, "Lists or searches roles.", Asks = [Right.Everybody])]
    public sealed record Request : AmityRequest<RolesBody>
    {
        public string? Keyword { get; init; }

        public string? SortBy { get; init; }

        public PageRequest Page { get; init; } = PageRequest.First;

        public override void Validate(Checks check) => check.Text(Keyword, "keyword", max: 100);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, RolesBody>
    {
        public async Task<RolesBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var filters = PageFilters.Of(("keyword", request.Keyword));
            var page = await Roles.Page(db.Read, request.Caller.Network.Pages, request.Page, request.SortBy, filters, new
            {
                anyName = request.Keyword is null,
                pattern = LikePattern.Contains(request.Keyword ?? ""),
            });
            var permissions = await RolePermissions.Of(db.Read, page.Rows.Select(row => row.RoleId));
            return new RolesBody
            {
                Roles = [.. page.Rows.Select(row => row.ToBody(permissions))],
                Paging = page.Paging,
            };
        }
    }

    private static readonly PagedSql<RoleRow> Roles = new(
        "roles.query",
        $$"""
        select {{RoleRow.Columns}}
        from roles r
        where not r.is_deleted
          and (@anyName or r.display_name_search like @pattern escape '\')
        {page}
        """,
        new("lastCreated", "r.created_at", "r.role_id", row => (row.CreatedAt, row.RoleId), Descending: true),
        new("firstCreated", "r.created_at", "r.role_id", row => (row.CreatedAt, row.RoleId)),
        new("displayName", "r.display_name_key", "r.role_id", row => (row.DisplayNameKey, row.RoleId)));
}
