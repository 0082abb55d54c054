using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Settings;

/// <summary>Reads whether webhooks are on. Administrators may.</summary>
public static class GetWebhookSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SettingsJson.Instance.WebhookSettings,
        _ => new Request(),
        "GET /api/v3/network-settings/webhook");

    [UseCase("getWebhookSettings", Allow.Administrators, "Reads the network's setting for webhooks, which this server does not call yet.")]
    public sealed record Request : AmityRequest<WebhookSettings>;

    internal sealed class Handler(IDb db) : IRequestHandler<Request, WebhookSettings>
    {
        public Task<WebhookSettings> Handle(Request request, CancellationToken cancellationToken) =>
            NetworkSettings.Of(db.Read, WebhookSettings.Name, SettingsJson.Instance.WebhookSettings);
    }
}
