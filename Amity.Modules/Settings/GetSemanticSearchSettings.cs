using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Settings;

/// <summary>Reads the settings of the search by meaning. Administrators may.</summary>
public static class GetSemanticSearchSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SettingsJson.Instance.SemanticSearchBody,
        _ => new Request(),
        "GET /api/v3/network-settings/semantic-search");

    [UseCase("getSemanticSearchSettings", Allow.Administrators, "Reads the network's settings for semantic search, which this server does not have yet.")]
    public sealed record Request : AmityRequest<SemanticSearchBody>;

    internal sealed class Handler(IDb db) : IRequestHandler<Request, SemanticSearchBody>
    {
        public async Task<SemanticSearchBody> Handle(Request request, CancellationToken cancellationToken) =>
            SemanticSearchBody.Of(await NetworkSettings.Of(db.Read, SemanticSearchSettings.Name, SettingsJson.Instance.SemanticSearchSettings));
    }
}
