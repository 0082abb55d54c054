using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>Turns the allowlist on or off. Administrators may. It counts from the next request on; what is stored already stays. A repeat changes nothing but the time.</summary>
public static class UpdateAllowlistSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        ModerationJson.Instance.GetAllowlistSettingsResponse,
        call => call.Json(ModerationJson.Instance.UpdateAllowlistSettingsRequest),
        "PUT /api/v3/network-settings/moderation");

    [UseCase("updateAllowlistSettings", Allow.Administrators, "Turns the allowlist on or off.")]
    public sealed record Request : AmityRequest<GetAllowlistSettings.Response>, IWriteRequest
    {
        public bool? IsWhitelistEnabled { get; init; }
    }

    internal sealed class Handler(IDb db, IAllowlistSwitch allowlist)
        : IRequestHandler<Request, GetAllowlistSettings.Response>, IAnswer<Request, GetAllowlistSettings.Response>
    {
        public async Task<GetAllowlistSettings.Response> Handle(Request request, CancellationToken cancellationToken) =>
            new() { IsWhitelistEnabled = await allowlist.Set(db.Write, request.Caller.Network, request.IsWhitelistEnabled) };

        public async Task<GetAllowlistSettings.Response> Answer(Request request, GetAllowlistSettings.Response written, IRead read)
        {
            await allowlist.TakeOver(request.Caller.Network);
            return written;
        }
    }
}
