using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Roles;

/// <summary>
/// Adds permissions to what some roles give, to all of them or none. Whoever may change each of the roles (<see cref="UpdateRole"/>) may. It
/// counts from the next call on of everybody who holds them. A repeat changes nothing but the time.
/// </summary>
public static class AddPermissions
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        RolesJson.Instance.ListRolesResponse,
        call => call.Json(RolesJson.Instance.AddPermissionsRequest),
        "PUT /api/v2/roles");

    [UseCase("addPermissions", Allow.Users, "Adds permissions to roles.", Asks = ["EDIT_ROLE"])]
    public sealed record Request : AmityRequest<ListRoles.Response>, IWriteRequest
    {
        /// <summary>The roles' ids.</summary>
        public IReadOnlyList<string>? PublicIds { get; init; }

        public IReadOnlyList<string>? Permissions { get; init; }

        public override void Validate(Checks check) => check
            .Required(PublicIds, "publicIds")
            .Items(PublicIds, "publicIds", max: 100, maxLength: 100, min: 1)
            .KnownPermissions(Permissions);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, ListRoles.Response>
    {
        public async Task<ListRoles.Response> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            RoleRights.Demand(request.Caller, "EDIT_ROLE");
            var ids = request.PublicIds!.Distinct().ToArray();
            var permissions = request.Permissions!.Distinct().ToArray();
            await RoleFacts.DemandLive(tx, ids);
            var gave = await RolePermissions.Of(tx, ids);
            foreach (var roleId in ids)
            {
                RoleRights.DemandChange(request.Caller, await RoleRow.Live(tx, roleId), gave[roleId], permissions);
                await RolePermissionRows.Add(tx, roleId, permissions);
                await tx.Run(Touch, new { roleId, now = tx.Now });
            }

            return ListRoles.Response.Of(ids, await RolePermissions.Of(tx, ids));
        }
    }

    private const string Touch = """
        update roles
        set updated_at = @now
        where role_id = @roleId
        """;
}
