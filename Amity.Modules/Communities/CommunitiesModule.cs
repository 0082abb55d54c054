using System.Text.Json.Serialization;
using Amity.Core.Json;

namespace Amity.Modules.Communities;

public sealed class CommunitiesModule : AmityModule
{
    public override IReadOnlyList<Slice> Slices { get; } =
    [
        new(typeof(CreateCommunity), CreateCommunity.Map),
        new(typeof(GetCommunity), GetCommunity.Map),
        new(typeof(ListCommunities), ListCommunities.Map),
        new(typeof(QueryCommunities), QueryCommunities.Map),
        new(typeof(UpdateCommunity), UpdateCommunity.Map),
        new(typeof(DeleteCommunity), DeleteCommunity.Map),
        new(typeof(JoinCommunity), JoinCommunity.Map),
        new(typeof(LeaveCommunity), LeaveCommunity.Map),
        new(typeof(AddMembers), AddMembers.Map),
        new(typeof(RemoveMembers), RemoveMembers.Map),
        new(typeof(QueryMembers), QueryMembers.Map),
    ];
}

[JsonSerializable(typeof(CommunitiesBody))]
[JsonSerializable(typeof(CreateCommunity.Request), TypeInfoPropertyName = "CreateCommunityRequest")]
[JsonSerializable(typeof(UpdateCommunity.Request), TypeInfoPropertyName = "UpdateCommunityRequest")]
[JsonSerializable(typeof(AddMembers.Request), TypeInfoPropertyName = "AddMembersRequest")]
[JsonSerializable(typeof(RemoveMembers.Request), TypeInfoPropertyName = "RemoveMembersRequest")]
[JsonSerializable(typeof(Success))]
internal sealed partial class CommunitiesJson : JsonSerializerContext
{
    public static readonly CommunitiesJson Instance = new(AmityJson.Options());
}
