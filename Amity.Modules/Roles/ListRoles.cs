using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Roles;

/// <summary>Lists all live roles by id, in the wrapped shape of the API's second version. Every user may.</summary>
public static class ListRoles
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        RolesJson.Instance.ListRolesResponse,
        _ => new Request(),
        "GET /api/v2/roles");

    [UseCase("listRoles", Allow.Users, "Lists all roles.", Asks = [Right.Everybody])]
    public sealed record Request : AmityRequest<Response>;

    public sealed record Response
    {
        public string Status => "success";

        public required Content Data { get; init; }

        internal static Response Of(IEnumerable<string> roleIds, ILookup<string, string> permissions) => new()
        {
            Data = new Content { Roles = [.. roleIds.Select(id => new Item { PublicId = id, Permissions = permissions.Together([id]) })] },
        };
    }

    public sealed record Content
    {
        public required IReadOnlyList<Item> Roles { get; init; }
    }

    public sealed record Item
    {
        /// <summary>The role's id.</summary>
        public required string PublicId { get; init; }

        public required IReadOnlyList<string> Permissions { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, Response>
    {
        public async Task<Response> Handle(Request request, CancellationToken cancellationToken)
        {
            var ids = await db.Read.Many<string>(Live, new { most = CreateRole.Most });
            return Response.Of(ids, await RolePermissions.Of(db.Read, ids));
        }
    }

    private const string Live = """
        select role_id
        from roles
        where not is_deleted
        order by role_id
        limit @most
        """;
}
