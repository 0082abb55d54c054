using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Core.Text;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Roles;

/// <summary>
/// Creates a role. Holders of CREATE_ROLE may, of what they hold themselves, and administrators. Held by a user it counts in the whole
/// network, held by a member in that community. A repeat is refused, also when the role was deleted since: an id means one thing for good.
/// </summary>
public static class CreateRole
{
    /// <summary>Of a network, deleted ones and the built-in ones included; lists that have no pages end there.</summary>
    public const int Most = 1000;

    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        RolesJson.Instance.IReadOnlyListRoleBody,
        call => call.Json(RolesJson.Instance.CreateRoleRequest),
        "POST /api/v3/roles");

    [UseCase("createRole", Allow.Users, "Creates a role.", Asks = ["CREATE_ROLE"])]
    public sealed record Request : AmityRequest<IReadOnlyList<RoleBody>>, IWriteRequest
    {
        public string? RoleId { get; init; }

        /// <summary>The id when there is none.</summary>
        public string? DisplayName { get; init; }

        public IReadOnlyList<string>? Permissions { get; init; }

        public override void Validate(Checks check) => check
            .Required(RoleId, "roleId")
            .Text(RoleId, "roleId", max: 100)
            .Label(RoleId, "roleId")
            .Text(DisplayName, "displayName", max: 100)
            .KnownPermissions(Permissions);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, IReadOnlyList<RoleBody>>
    {
        public async Task<IReadOnlyList<RoleBody>> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            RoleRights.Demand(request.Caller, "CREATE_ROLE");
            RoleRights.DemandHeld(request.Caller, request.Permissions!);
            var roleId = request.RoleId!;
            if (await tx.One<RoleRow>(RoleRow.ById, new { roleId }) is not null)
            {
                throw Refuse.Duplicate("The roleId is taken.");
            }

            if (await tx.One<long>(Count) >= Most)
            {
                throw Refuse.BadRequest($"A network has at most {Most} roles.");
            }

            var name = request.DisplayName is { Length: > 0 } given ? given : roleId;
            await tx.Run(Insert, new { roleId, name, key = SortKey.Of(name), search = SearchKey.Of(name), now = tx.Now });
            await RolePermissionRows.Add(tx, [roleId], request.Permissions!);
            return [(await RoleRow.Live(tx, roleId)).ToBody(await RolePermissions.Of(tx, [roleId]))];
        }
    }

    private const string Count = """
        select count(*)
        from roles
        """;

    private const string Insert = """
        insert into roles (role_id, display_name, display_name_key, display_name_search, is_system, is_network_wide, created_at, updated_at)
        values (@roleId, @name, @key, @search, false, true, @now, @now)
        """;
}
