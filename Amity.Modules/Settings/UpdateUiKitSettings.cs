using System.Text;
using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Settings;

/// <summary>
/// Replaces the look that the network gives the official applications; the server keeps it and never reads it. Administrators may. A
/// repeat changes nothing.
/// </summary>
public static class UpdateUiKitSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SettingsJson.Instance.UiKitSettings,
        call => call.Json(SettingsJson.Instance.UpdateUiKitSettingsRequest),
        "PUT /api/v3/network-settings/uikit");

    [UseCase("updateUiKitSettings", Allow.Administrators, "Replaces the network's look for the official applications.")]
    public sealed record Request : AmityRequest<UiKitSettings>, IWriteRequest
    {
        public RawJson? Config { get; init; }

        public override void Validate(Checks check) => check
            .Required(Config, "config")
            .That(Config is null or { IsObject: true }, "The 'config' field must be an object.")
            .That(
                Config is null || Encoding.UTF8.GetByteCount(Config.Value.Text) <= UiKitSettings.MaxBytes,
                $"The 'config' field must be at most {UiKitSettings.MaxBytes} bytes.");
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, UiKitSettings>
    {
        public async Task<UiKitSettings> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var before = await NetworkSettings.Of(tx, UiKitSettings.Name, SettingsJson.Instance.UiKitSettings);
            var settings = before with
            {
                Config = request.Config!.Value,
            };
            await NetworkSettings.Store(tx, UiKitSettings.Name, settings, SettingsJson.Instance.UiKitSettings);
            return settings;
        }
    }
}
