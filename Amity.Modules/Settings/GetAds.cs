using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Settings;

/// <summary>
/// Reads the network's advertisements and how often applications show them. Every user may: the newer UI kit asks at each login and does
/// not catch an error. The API has no operation that makes an advertisement or switches them on: there are none.
/// </summary>
public static class GetAds
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SettingsJson.Instance.GetAdsResponse,
        _ => new Request(),
        "GET /api/v1/ads/me");

    [UseCase("getAds", Allow.Users, "Reads the network's advertisements and how often they are shown.", Asks = [Right.Everybody])]
    public sealed record Request : AmityRequest<Response>;

    public sealed record Response
    {
        public IReadOnlyList<RawJson> Ads { get; init; } = [];

        public IReadOnlyList<RawJson> Advertisers { get; init; } = [];

        public IReadOnlyList<RawJson> Files { get; init; } = [];

        public AdSettings Settings { get; init; } = new();
    }

    internal sealed class Handler : IRequestHandler<Request, Response>
    {
        public Task<Response> Handle(Request request, CancellationToken cancellationToken) => Task.FromResult(new Response());
    }
}
