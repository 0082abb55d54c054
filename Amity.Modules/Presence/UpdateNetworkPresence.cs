using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Presence;

/// <summary>
/// Switches presence on or off for the network, and sets how often clients tell and ask; what is not sent stays. Administrators may. The public API has no
/// operation for it: elsewhere it is done in a console.
/// </summary>
public static class UpdateNetworkPresence
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        PresenceJson.Instance.PresenceSettingsBody,
        call => call.Json(PresenceJson.Instance.UpdateNetworkPresenceRequest),
        "PUT /api/admin/v1/presence");

    [UseCase("updateNetworkPresence", Allow.Administrators, "Switches presence on or off and sets its intervals.")]
    public sealed record Request : AmityRequest<PresenceSettingsBody>, IWriteRequest
    {
        public bool? Enabled { get; init; }

        /// <summary>Seconds.</summary>
        public int? HeartbeatInterval { get; init; }

        /// <summary>Seconds.</summary>
        public int? PresenceSyncInterval { get; init; }

        public override void Validate(Checks check) => check
            .Range(HeartbeatInterval, "heartbeatInterval", PresenceSettings.ShortestInterval, PresenceSettings.LongestInterval)
            .Range(PresenceSyncInterval, "presenceSyncInterval", PresenceSettings.ShortestInterval, PresenceSettings.LongestInterval);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, PresenceSettingsBody>
    {
        public async Task<PresenceSettingsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var before = await PresenceSettings.Of(tx);
            var settings = before with
            {
                IsEnabled = request.Enabled ?? before.IsEnabled,
                HeartbeatInterval = request.HeartbeatInterval ?? before.HeartbeatInterval,
                SyncInterval = request.PresenceSyncInterval ?? before.SyncInterval,
                UpdatedAt = tx.Now,
            };
            await PresenceSettings.Store(tx, settings);
            return GetPresenceSettings.Of(settings, await UserPresence.Of(tx, request.Caller.UserId));
        }
    }
}
