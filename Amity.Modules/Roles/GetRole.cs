using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Roles;

/// <summary>Reads a role with what it gives. Every user may. The answer is a list of one, because the SDK looks the role up in it.</summary>
public static class GetRole
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        RolesJson.Instance.IReadOnlyListRoleBody,
        call => new Request { RoleId = call.Path("roleId") },
        "GET /api/v3/roles/{roleId}");

    [UseCase("getRole", Allow.Users, "Reads a role by id.", Asks = [Right.Everybody])]
    public sealed record Request : AmityRequest<IReadOnlyList<RoleBody>>
    {
        public required string RoleId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, IReadOnlyList<RoleBody>>
    {
        public async Task<IReadOnlyList<RoleBody>> Handle(Request request, CancellationToken cancellationToken)
        {
            var role = await RoleRow.Live(db.Read, request.RoleId);
            return [role.ToBody(await RolePermissions.Of(db.Read, [role.RoleId]))];
        }
    }
}
