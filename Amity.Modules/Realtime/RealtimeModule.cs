using System.Text.Json.Serialization;
using Amity.Core.Events;
using Amity.Core.Json;
using Amity.Modules.Comments;
using Amity.Modules.Communities;
using Amity.Modules.Follows;
using Amity.Modules.Jobs;
using Amity.Modules.Networks;
using Amity.Modules.Posts;
using Amity.Modules.Sessions;
using Amity.Modules.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Modules.Realtime;

/// <summary>What happens, told while it happens: MQTT over WebSocket and TCP, and the SDK's legacy socket. Last of the modules, because it listens to all.</summary>
public sealed class RealtimeModule : AmityModule
{
    public override IReadOnlyList<Slice> Slices { get; } =
    [
        new(typeof(MqttEndpoint), MqttEndpoint.Map),
        new(typeof(LegacySocketEndpoint), LegacySocketEndpoint.Map),
        new(typeof(GetConnections), GetConnections.Map),
    ];

    public override void AddServices(IServiceCollection services)
    {
        services
            .AddSingleton<OpenNetworks>()
            .AddSingleton<INetworkOpened>(provider => provider.GetRequiredService<OpenNetworks>())
            .AddSingleton<INetworkClosed>(provider => provider.GetRequiredService<OpenNetworks>())
            .AddSingleton<INetworkClosed, EndOfNetworks>()
            .AddSingleton<Misbehaviour>()
            .AddSingleton<Connections>()
            .AddSingleton<StoredSessions>()
            .AddSingleton<RealtimePolicy>()
            .AddSingleton<RealtimeServer>()
            .AddHostedService(provider => provider.GetRequiredService<RealtimeServer>())
            .AddSingleton<LegacySockets>()
            .AddSingleton<Outbox>()
            .AddSingleton<RealtimeMetrics>()
            .AddSingleton<IJob, RemoveFilters>()
            .AddSingleton<IInWrite<CommunityDeleted>, LastOfCommunities>()
            .AddSingleton<IInWrite<UserLeaving>, LastOfUsers>()
            .AddSingleton<IInWrite<TokensEnded>, EndOfTokens>()
            .AddSingleton<Rechecks>()
            .AddSingleton<IInWrite<SightLost>>(provider => provider.GetRequiredService<Rechecks>())
            .AddSingleton<IInWrite<UserRolesChanged>>(provider => provider.GetRequiredService<Rechecks>());
        foreach (var announcement in Announcements.All)
        {
            announcement.Listen(services);
        }
    }
}

[JsonSerializable(typeof(GetConnections.Response), TypeInfoPropertyName = "GetConnectionsResponse")]
[JsonSerializable(typeof(CommunityData))]
[JsonSerializable(typeof(FollowsBody))]
[JsonSerializable(typeof(CommentsBody))]
[JsonSerializable(typeof(PostReactionData))]
[JsonSerializable(typeof(CommentReactionData))]
[JsonSerializable(typeof(PollData))]
[JsonSerializable(typeof(PostsBody))]
[JsonSerializable(typeof(UsersBody))]
internal sealed partial class RealtimeJson : JsonSerializerContext
{
    public static readonly RealtimeJson Instance = new(AmityJson.Options());
}
