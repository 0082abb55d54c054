using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>Tells whether the allowlist is on. Administrators may ask.</summary>
public static class GetAllowlistSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        ModerationJson.Instance.GetAllowlistSettingsResponse,
        _ => new Request(),
        "GET /api/v3/network-settings/moderation");

    [UseCase("getAllowlistSettings", Allow.Administrators, "Tells whether the allowlist is on.")]
    public sealed record Request : AmityRequest<Response>;

    public sealed record Response
    {
        public required bool IsWhitelistEnabled { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, Response>
    {
        public async Task<Response> Handle(Request request, CancellationToken cancellationToken) =>
            new() { IsWhitelistEnabled = (await ModerationSettings.Of(db.Read)).IsWhitelistEnabled };
    }
}
