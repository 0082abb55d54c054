using System.Text.Json.Serialization;
using Amity.Core.Events;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Modules.Jobs;
using Amity.Modules.Posts;
using Amity.Modules.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Modules.Reactions;

public sealed class ReactionsModule : AmityModule
{
    public override Feature Feature => Feature.Social;

    public override IReadOnlyList<Slice> Slices { get; } =
    [
        new(typeof(AddReaction), AddReaction.Map),
        new(typeof(RemoveReaction), RemoveReaction.Map),
        new(typeof(ListReactions), ListReactions.Map),
    ];

    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<RemoveReactionsOfPost>()
        .AddSingleton<IInWrite<PostRemoved>>(provider => provider.GetRequiredService<RemoveReactionsOfPost>())
        .AddSingleton<IJob>(provider => provider.GetRequiredService<RemoveReactionsOfPost>())
        .AddSingleton<RemoveReactionsByUser>()
        .AddSingleton<IInWrite<UserDeleted>>(provider => provider.GetRequiredService<RemoveReactionsByUser>())
        .AddSingleton<IJob>(provider => provider.GetRequiredService<RemoveReactionsByUser>());
}

[JsonSerializable(typeof(ReactionsBody))]
[JsonSerializable(typeof(AddReaction.Request), TypeInfoPropertyName = "AddReactionRequest")]
[JsonSerializable(typeof(AddReaction.Response), TypeInfoPropertyName = "AddReactionResponse")]
[JsonSerializable(typeof(RemoveReaction.Request), TypeInfoPropertyName = "RemoveReactionRequest")]
[JsonSerializable(typeof(RemoveReaction.Response), TypeInfoPropertyName = "RemoveReactionResponse")]
internal sealed partial class ReactionsJson : JsonSerializerContext
{
    public static readonly ReactionsJson Instance = new(AmityJson.Options());
}
