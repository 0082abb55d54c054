using System.Text.Json.Serialization;
using Amity.Core.Events;
using Amity.Core.Json;
using Amity.Modules.Networks;
using Amity.Modules.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Modules.Presence;

public sealed class PresenceModule : AmityModule
{
    public override IReadOnlyList<Slice> Slices { get; } =
    [
        new(typeof(GetPresenceSettings), GetPresenceSettings.Map),
        new(typeof(UpdateUserPresence), UpdateUserPresence.Map),
        new(typeof(UpdateNetworkPresence), UpdateNetworkPresence.Map),
        new(typeof(SendHeartbeat), SendHeartbeat.Map),
        new(typeof(ListPresences), ListPresences.Map),
        new(typeof(ListOnlineUsers), ListOnlineUsers.Map),
        new(typeof(CountOnlineUsers), CountOnlineUsers.Map),
    ];

    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<Heartbeats>()
        .AddSingleton<INetworkClosed>(provider => provider.GetRequiredService<Heartbeats>())
        .AddSingleton<EndOfPresence>()
        .AddSingleton<IInWrite<UserGloballyBanned>>(provider => provider.GetRequiredService<EndOfPresence>())
        .AddSingleton<IInWrite<UserDeleted>>(provider => provider.GetRequiredService<EndOfPresence>());
}

[JsonSerializable(typeof(PresenceSettingsBody))]
[JsonSerializable(typeof(UserPresenceBody))]
[JsonSerializable(typeof(PresencesBody))]
[JsonSerializable(typeof(Success))]
[JsonSerializable(typeof(UpdateUserPresence.Request), TypeInfoPropertyName = "UpdateUserPresenceRequest")]
[JsonSerializable(typeof(UpdateNetworkPresence.Request), TypeInfoPropertyName = "UpdateNetworkPresenceRequest")]
[JsonSerializable(typeof(CountOnlineUsers.Response), TypeInfoPropertyName = "CountOnlineUsersResponse")]
internal sealed partial class PresenceJson : JsonSerializerContext
{
    public static readonly PresenceJson Instance = new(AmityJson.Options());
}
