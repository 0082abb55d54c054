using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Settings;

/// <summary>Reads the constants of the ranked feed. Administrators may.</summary>
public static class GetRankingSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SettingsJson.Instance.RankingSettings,
        _ => new Request(),
        "GET /api/admin/v1/feed-ranking");

    [UseCase("getRankingSettings", Allow.Administrators, "Reads the constants of the ranked feed.")]
    public sealed record Request : AmityRequest<RankingSettings>;

    internal sealed class Handler(IDb db) : IRequestHandler<Request, RankingSettings>
    {
        public Task<RankingSettings> Handle(Request request, CancellationToken cancellationToken) =>
            NetworkSettings.Of(db.Read, RankingSettings.Name, SettingsJson.Instance.RankingSettings);
    }
}
