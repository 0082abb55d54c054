using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Presence;

/// <summary>
/// Reads whether the caller shows that it is there, and how often clients tell. Every user may, also in a network without presence, where nobody shows it: from
/// this a client learns that it need not send heartbeats. Changes nothing.
/// </summary>
public static class GetPresenceSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        PresenceJson.Instance.PresenceSettingsBody,
        _ => new Request(),
        "GET /api/v1/presence/settings");

    [UseCase("getPresenceSettings", Allow.Users, "Reads the presence settings of the caller and the network.", Asks = [Right.Own])]
    public sealed record Request : AmityRequest<PresenceSettingsBody>;

    internal sealed class Handler(IDb db) : IRequestHandler<Request, PresenceSettingsBody>
    {
        public async Task<PresenceSettingsBody> Handle(Request request, CancellationToken cancellationToken) =>
            Of(await PresenceSettings.Of(db.Read), await UserPresence.Of(db.Read, request.Caller.UserId));
    }

    internal static PresenceSettingsBody Of(PresenceSettings network, UserPresence user) => new()
    {
        User = new UserPresenceBody { Enabled = network.IsEnabled && user.IsEnabled, EnabledAt = user.EnabledAt },
        Network = new NetworkPresenceBody
        {
            Enabled = network.IsEnabled,
            HeartbeatInterval = network.HeartbeatInterval,
            PresenceSyncInterval = network.SyncInterval,
            UpdatedAt = network.UpdatedAt,
        },
    };
}
