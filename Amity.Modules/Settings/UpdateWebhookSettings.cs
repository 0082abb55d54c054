using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Settings;

/// <summary>Turns webhooks on or off. Administrators may. A repeat changes nothing.</summary>
public static class UpdateWebhookSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SettingsJson.Instance.WebhookSettings,
        call => call.Json(SettingsJson.Instance.UpdateWebhookSettingsRequest),
        "PUT /api/v3/network-settings/webhook");

    [UseCase("updateWebhookSettings", Allow.Administrators, "Turns the network's webhooks, which this server does not call yet, on or off.")]
    public sealed record Request : AmityRequest<WebhookSettings>, IWriteRequest
    {
        [WaitsFor("webhooks")]
        public bool? WebhookEnabled { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, WebhookSettings>
    {
        public async Task<WebhookSettings> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var before = await NetworkSettings.Of(tx, WebhookSettings.Name, SettingsJson.Instance.WebhookSettings);
            var settings = before with { Enabled = request.WebhookEnabled ?? before.Enabled };
            await NetworkSettings.Store(tx, WebhookSettings.Name, settings, SettingsJson.Instance.WebhookSettings);
            return settings;
        }
    }
}
