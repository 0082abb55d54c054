using System.Text.Json.Serialization;
using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Events;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Core.Text;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Roles;

/// <summary>
/// Replaces what a role gives, and its name where one is sent; its id stays. Holders of EDIT_ROLE may, who hold all that it gives and is to
/// give; a built-in role only administrators, who can neither rename it nor change their own. It counts from the next call on of everybody
/// who holds the role. A repeat changes nothing but the time.
/// </summary>
public static class UpdateRole
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        RolesJson.Instance.IReadOnlyListRoleBody,
        call => call.Json(RolesJson.Instance.UpdateRoleRequest) with { RoleId = call.Path("roleId") },
        "PUT /api/v3/roles/{roleId}");

    [UseCase("updateRole", Allow.Users, "Replaces what a role gives, and its name.", Asks = ["EDIT_ROLE"])]
    public sealed record Request : AmityRequest<IReadOnlyList<RoleBody>>, IWriteRequest
    {
        /// <summary>From the path; what the body says of it does not matter.</summary>
        [JsonIgnore]
        public string RoleId { get; init; } = "";

        public string? DisplayName { get; init; }

        public IReadOnlyList<string>? Permissions { get; init; }

        public override void Validate(Checks check) => check
            .Text(DisplayName, "displayName", max: 100)
            .KnownPermissions(Permissions);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, IReadOnlyList<RoleBody>>
    {
        public async Task<IReadOnlyList<RoleBody>> Handle(Request request, CancellationToken cancellationToken)
        {
            var (tx, roleId) = (db.Write, request.RoleId);
            RoleRights.Demand(request.Caller, "EDIT_ROLE");
            var role = await RoleRow.Live(tx, roleId);
            var permissions = request.Permissions!.Distinct().ToArray();
            RoleRights.DemandChange(request.Caller, role, (await RolePermissions.Of(tx, [roleId]))[roleId], permissions);
            var name = request.DisplayName switch { null => role.DisplayName, "" => roleId, var given => given };
            if (role.IsSystem && name != role.DisplayName)
            {
                throw Refuse.Forbidden("A built-in role keeps its name.");
            }

            await tx.Run(Update, new { roleId, name, key = SortKey.Of(name), search = SearchKey.Of(name), now = tx.Now });
            await RolePermissionRows.Replace(tx, roleId, permissions);
            await tx.Raise(SightLost.OfAnybody);
            return [(await RoleRow.Live(tx, roleId)).ToBody(await RolePermissions.Of(tx, [roleId]))];
        }
    }

    private const string Update = """
        update roles
        set display_name        = @name,
            display_name_key    = @key,
            display_name_search = @search,
            updated_at          = @now
        where role_id = @roleId
        """;
}
