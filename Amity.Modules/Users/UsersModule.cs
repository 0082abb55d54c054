using System.Text.Json.Serialization;
using Amity.Core.Json;

namespace Amity.Modules.Users;

public sealed class UsersModule : AmityModule
{
    public override IReadOnlyList<Slice> Slices { get; } =
    [
        new(typeof(GetUser), GetUser.Map),
        new(typeof(ListUsers), ListUsers.Map),
        new(typeof(QueryUsers), QueryUsers.Map),
        new(typeof(UpdateUser), UpdateUser.Map),
        new(typeof(BanUser), BanUser.Map),
        new(typeof(UnbanUser), UnbanUser.Map),
        new(typeof(DeleteUser), DeleteUser.Map),
    ];
}

[JsonSerializable(typeof(UsersBody))]
[JsonSerializable(typeof(UpdateUser.Request), TypeInfoPropertyName = "UpdateUserRequest")]
[JsonSerializable(typeof(BanUser.Request), TypeInfoPropertyName = "BanUserRequest")]
[JsonSerializable(typeof(UnbanUser.Request), TypeInfoPropertyName = "UnbanUserRequest")]
[JsonSerializable(typeof(Success))]
internal sealed partial class UsersJson : JsonSerializerContext
{
    public static readonly UsersJson Instance = new(AmityJson.Options());
}
