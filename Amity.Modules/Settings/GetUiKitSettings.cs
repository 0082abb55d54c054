using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Settings;

/// <summary>Reads the look that the network gives the official applications. Every user may: an application shows nothing before it has the answer.</summary>
public static class GetUiKitSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SettingsJson.Instance.UiKitSettings,
        _ => new Request(),
        "GET /api/v3/network-settings/uikit");

    [UseCase("getUiKitSettings", Allow.Users, "Reads the network's look for the official applications.", Asks = [Right.Everybody], KeepsAnswers = true)]
    public sealed record Request : AmityRequest<UiKitSettings>;

    internal sealed class Handler(IDb db) : IRequestHandler<Request, UiKitSettings>
    {
        public Task<UiKitSettings> Handle(Request request, CancellationToken cancellationToken) =>
            NetworkSettings.Of(db.Read, UiKitSettings.Name, SettingsJson.Instance.UiKitSettings);
    }
}
