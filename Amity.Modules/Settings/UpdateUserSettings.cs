using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Settings;

/// <summary>Changes whether users may change their own display names. Administrators may. A repeat changes nothing.</summary>
public static class UpdateUserSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SettingsJson.Instance.UserSettings,
        call => call.Json(SettingsJson.Instance.UpdateUserSettingsRequest),
        "PUT /api/v3/network-settings/users");

    [UseCase("updateUserSettings", Allow.Administrators, "Changes the network's settings for users.")]
    public sealed record Request : AmityRequest<UserSettings>, IWriteRequest
    {
        public bool? IsAllowUpdateDisplayName { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, UserSettings>
    {
        public async Task<UserSettings> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var before = await NetworkSettings.Of(tx, UserSettings.Name, SettingsJson.Instance.UserSettings);
            var settings = before with
            {
                IsAllowUpdateDisplayName = request.IsAllowUpdateDisplayName ?? before.IsAllowUpdateDisplayName,
            };
            await NetworkSettings.Store(tx, UserSettings.Name, settings, SettingsJson.Instance.UserSettings);
            return settings;
        }
    }
}
