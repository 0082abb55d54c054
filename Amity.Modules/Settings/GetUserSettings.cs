using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Settings;

/// <summary>Reads the settings that concern users. Administrators may.</summary>
public static class GetUserSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SettingsJson.Instance.UserSettings,
        _ => new Request(),
        "GET /api/v3/network-settings/users");

    [UseCase("getUserSettings", Allow.Administrators, "Reads the network's settings for users.")]
    public sealed record Request : AmityRequest<UserSettings>;

    internal sealed class Handler(IDb db) : IRequestHandler<Request, UserSettings>
    {
        public Task<UserSettings> Handle(Request request, CancellationToken cancellationToken) =>
            NetworkSettings.Of(db.Read, UserSettings.Name, SettingsJson.Instance.UserSettings);
    }
}
