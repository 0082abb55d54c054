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
    ];
}

[JsonSerializable(typeof(RolesBody))]
[JsonSerializable(typeof(IReadOnlyList<RoleBody>))]
[JsonSerializable(typeof(ListRoles.Response), TypeInfoPropertyName = "ListRolesResponse")]
internal sealed partial class RolesJson : JsonSerializerContext
{
    public static readonly RolesJson Instance = new(AmityJson.Options());
}
