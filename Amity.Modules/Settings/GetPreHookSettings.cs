using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Settings;

/// <summary>Reads the settings of the pre-hook, without its secret key. Administrators may.</summary>
public static class GetPreHookSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SettingsJson.Instance.PreHookBody,
        _ => new Request(),
        "GET /api/v3/network-settings/prehook");

    [UseCase("getPreHookSettings", Allow.Administrators, "Reads the network's settings for pre-hooks, which this server does not call yet.")]
    public sealed record Request : AmityRequest<PreHookBody>;

    internal sealed class Handler(IDb db) : IRequestHandler<Request, PreHookBody>
    {
        public async Task<PreHookBody> Handle(Request request, CancellationToken cancellationToken) =>
            PreHookBody.Of(await NetworkSettings.Of(db.Read, PreHookSettings.Name, SettingsJson.Instance.PreHookSettings));
    }
}
