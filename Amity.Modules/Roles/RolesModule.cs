using System.Text.Json.Serialization;
using Amity.Core.Json;

namespace Amity.Modules.Roles;

public sealed class RolesModule : AmityModule
{
    public override IReadOnlyList<Slice> Slices { get; } =
    [
        new(typeof(QueryRoles), QueryRoles.Map),
        new(typeof(GetRole), GetRole.Map),
        new(typeof(ListRoles), ListRoles.Map),
        new(typeof(CreateRole), CreateRole.Map),
        new(typeof(UpdateRole), UpdateRole.Map),
        new(typeof(AddPermissions), AddPermissions.Map),
        new(typeof(DeleteRole), DeleteRole.Map),
    ];
}

[JsonSerializable(typeof(RolesBody))]
[JsonSerializable(typeof(IReadOnlyList<RoleBody>))]
[JsonSerializable(typeof(CreateRole.Request), TypeInfoPropertyName = "CreateRoleRequest")]
[JsonSerializable(typeof(UpdateRole.Request), TypeInfoPropertyName = "UpdateRoleRequest")]
[JsonSerializable(typeof(AddPermissions.Request), TypeInfoPropertyName = "AddPermissionsRequest")]
[JsonSerializable(typeof(ListRoles.Response), TypeInfoPropertyName = "ListRolesResponse")]
internal sealed partial class RolesJson : JsonSerializerContext
{
    public static readonly RolesJson Instance = new(AmityJson.Options());
}
