using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Events;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Roles;

/// <summary>
/// Deletes a role softly: from then on it gives nothing to whoever holds it, and nobody is shown as its holder. Holders of DELETE_ROLE may,
/// who hold all that it gives, and administrators; built-in roles stay. Its id is not free again. A repeat finds no role.
/// </summary>
public static class DeleteRole
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        RolesJson.Instance.IReadOnlyListRoleBody,
        call => new Request { RoleId = call.Path("roleId") },
        "DELETE /api/v3/roles/{roleId}");

    [UseCase("deleteRole", Allow.Users, "Deletes a role softly.", Asks = ["DELETE_ROLE"])]
    public sealed record Request : AmityRequest<IReadOnlyList<RoleBody>>, IWriteRequest
    {
        public required string RoleId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, IReadOnlyList<RoleBody>>
    {
        public async Task<IReadOnlyList<RoleBody>> Handle(Request request, CancellationToken cancellationToken)
        {
            var (tx, roleId) = (db.Write, request.RoleId);
            RoleRights.Demand(request.Caller, "DELETE_ROLE");
            var role = await RoleRow.Live(tx, roleId);
            if (role.IsSystem)
            {
                throw Refuse.Forbidden("A built-in role cannot be deleted.");
            }

            var gave = await RolePermissions.Of(tx, [roleId]);
            RoleRights.DemandHeld(request.Caller, gave[roleId]);
            await tx.Run(Delete, new { roleId, isDeleted = true, now = tx.Now });
            await tx.Raise(SightLost.OfAnybody);
            return [(role with { IsDeleted = true, UpdatedAt = tx.Now }).ToBody(gave)];
        }
    }

    private const string Delete = """
        update roles
        set is_deleted = @isDeleted,
            updated_at = @now
        where role_id = @roleId
        """;
}
