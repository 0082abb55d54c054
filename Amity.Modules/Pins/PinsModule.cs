using System.Text.Json.Serialization;
using Amity.Core.Events;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Modules.Communities;
using Amity.Modules.Posts;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Modules.Pins;

public sealed class PinsModule : AmityModule
{
    public override Feature Feature => Feature.Social;

    public override IReadOnlyList<Slice> Slices { get; } =
    [
        new(typeof(PinPost), PinPost.Map),
        new(typeof(UnpinPost), UnpinPost.Map),
        new(typeof(ClearPins), ClearPins.Map),
        new(typeof(ListPins), ListPins.Map),
        new(typeof(PinPostGlobally), PinPostGlobally.Map),
        new(typeof(UnpinPostGlobally), UnpinPostGlobally.Map),
        new(typeof(ClearGlobalPins), ClearGlobalPins.Map),
        new(typeof(ListGlobalPins), ListGlobalPins.Map),
    ];

    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<IInWrite<PostRemoved>, EndPins>()
        .AddSingleton<IInWrite<CommunityDeleted>, EndPins>()
        .AddSingleton<IInWrite<CommunityMadePrivate>, EndPins>();
}

[JsonSerializable(typeof(PinsBody))]
[JsonSerializable(typeof(Success))]
internal sealed partial class PinsJson : JsonSerializerContext
{
    public static readonly PinsJson Instance = new(AmityJson.Options());
}
