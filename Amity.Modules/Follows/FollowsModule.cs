using System.Text.Json.Serialization;
using Amity.Core.Events;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Modules.Jobs;
using Amity.Modules.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Modules.Follows;

public sealed class FollowsModule : AmityModule
{
    public override Feature Feature => Feature.Social;

    public override IReadOnlyList<Slice> Slices { get; } =
    [
        new(typeof(FollowUser), FollowUser.Map),
        new(typeof(UnfollowUser), UnfollowUser.Map),
        new(typeof(AcceptFollower), AcceptFollower.Map),
        new(typeof(RemoveFollower), RemoveFollower.Map),
        new(typeof(ListFollowers), ListFollowers.Map),
        new(typeof(ListFollowings), ListFollowings.Map),
        new(typeof(GetFollowInfo), GetFollowInfo.Map),
    ];

    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<RemoveFollowsOfUser>()
        .AddSingleton<IInWrite<UserDeleted>>(provider => provider.GetRequiredService<RemoveFollowsOfUser>())
        .AddSingleton<IJob>(provider => provider.GetRequiredService<RemoveFollowsOfUser>());
}

[JsonSerializable(typeof(FollowsBody))]
[JsonSerializable(typeof(FollowInfoBody))]
internal sealed partial class FollowsJson : JsonSerializerContext
{
    public static readonly FollowsJson Instance = new(AmityJson.Options());
}
