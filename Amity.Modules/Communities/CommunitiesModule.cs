using System.Text.Json.Serialization;
using Amity.Core.Events;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Modules.Jobs;
using Amity.Modules.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Modules.Communities;

public sealed class CommunitiesModule : AmityModule
{
    public override Feature Feature => Feature.Social;

    public override IReadOnlyList<Slice> Slices { get; } =
    [
        new(typeof(CreateCommunity), CreateCommunity.Map),
        new(typeof(GetCommunity), GetCommunity.Map),
        new(typeof(ListCommunities), ListCommunities.Map),
        new(typeof(QueryCommunities), QueryCommunities.Map),
        new(typeof(GetTrendingCommunities), GetTrendingCommunities.Map),
        new(typeof(GetRecommendedCommunities), GetRecommendedCommunities.Map),
        new(typeof(UpdateCommunity), UpdateCommunity.Map),
        new(typeof(DeleteCommunity), DeleteCommunity.Map),
        new(typeof(JoinCommunity), JoinCommunity.Map),
        new(typeof(AskToJoin), AskToJoin.Map),
        new(typeof(CancelJoinRequest), CancelJoinRequest.Map),
        new(typeof(GetMyJoinRequest), GetMyJoinRequest.Map),
        new(typeof(ListMyJoinRequests), ListMyJoinRequests.Map),
        new(typeof(ListJoinRequests), ListJoinRequests.Map),
        new(typeof(ApproveJoinRequest), ApproveJoinRequest.Map),
        new(typeof(RejectJoinRequest), RejectJoinRequest.Map),
        new(typeof(LeaveCommunity), LeaveCommunity.Map),
        new(typeof(AddMembers), AddMembers.Map),
        new(typeof(RemoveMembers), RemoveMembers.Map),
        new(typeof(BanMembers), BanMembers.Map),
        new(typeof(UnbanMembers), UnbanMembers.Map),
        new(typeof(AddMemberRoles), AddMemberRoles.Map),
        new(typeof(RemoveMemberRoles), RemoveMemberRoles.Map),
        new(typeof(QueryMembers), QueryMembers.Map),
        new(typeof(GetMyPermissions), GetMyPermissions.Map),
    ];

    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<RemoveMembershipsOfUser>()
        .AddSingleton<IInWrite<UserDeleted>>(provider => provider.GetRequiredService<RemoveMembershipsOfUser>())
        .AddSingleton<IJob>(provider => provider.GetRequiredService<RemoveMembershipsOfUser>());
}

[JsonSerializable(typeof(CommunitiesBody))]
[JsonSerializable(typeof(CreateCommunity.Request), TypeInfoPropertyName = "CreateCommunityRequest")]
[JsonSerializable(typeof(UpdateCommunity.Request), TypeInfoPropertyName = "UpdateCommunityRequest")]
[JsonSerializable(typeof(AddMembers.Request), TypeInfoPropertyName = "AddMembersRequest")]
[JsonSerializable(typeof(RemoveMembers.Request), TypeInfoPropertyName = "RemoveMembersRequest")]
[JsonSerializable(typeof(BanMembers.Request), TypeInfoPropertyName = "BanMembersRequest")]
[JsonSerializable(typeof(UnbanMembers.Request), TypeInfoPropertyName = "UnbanMembersRequest")]
[JsonSerializable(typeof(AddMemberRoles.Request), TypeInfoPropertyName = "AddMemberRolesRequest")]
[JsonSerializable(typeof(RemoveMemberRoles.Request), TypeInfoPropertyName = "RemoveMemberRolesRequest")]
[JsonSerializable(typeof(GetMyPermissions.Response), TypeInfoPropertyName = "MyPermissionsResponse")]
[JsonSerializable(typeof(JoinRequestsBody))]
[JsonSerializable(typeof(ApproveJoinRequest.Request), TypeInfoPropertyName = "ApproveJoinRequestRequest")]
[JsonSerializable(typeof(RejectJoinRequest.Request), TypeInfoPropertyName = "RejectJoinRequestRequest")]
[JsonSerializable(typeof(Success))]
internal sealed partial class CommunitiesJson : JsonSerializerContext
{
    public static readonly CommunitiesJson Instance = new(AmityJson.Options());
}
