using System.Text.Json.Serialization;
using Amity.Core.Events;
using Amity.Core.Json;
using Amity.Modules.Follows;
using Amity.Modules.Jobs;
using Amity.Modules.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Modules.Blocks;

/// <summary>Who wants nothing to do with whom. What a block hides is decided where it would be shown, by <see cref="BlockSql"/>.</summary>
public sealed class BlocksModule : AmityModule
{
    public override IReadOnlyList<Slice> Slices { get; } =
    [
        new(typeof(BlockUser), BlockUser.Map),
        new(typeof(UnblockUser), UnblockUser.Map),
        new(typeof(ListBlockedUsers), ListBlockedUsers.Map),
    ];

    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<RemoveBlocksOfUser>()
        .AddSingleton<IInWrite<UserDeleted>>(provider => provider.GetRequiredService<RemoveBlocksOfUser>())
        .AddSingleton<IJob>(provider => provider.GetRequiredService<RemoveBlocksOfUser>());
}

[JsonSerializable(typeof(BlocksBody))]
[JsonSerializable(typeof(FollowInfoBody))]
internal sealed partial class BlocksJson : JsonSerializerContext
{
    public static readonly BlocksJson Instance = new(AmityJson.Options());
}
