using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Settings;

/// <summary>Changes the settings of the search by meaning. Administrators may. A repeat changes nothing.</summary>
public static class UpdateSemanticSearchSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SettingsJson.Instance.SemanticSearchBody,
        call => call.Json(SettingsJson.Instance.UpdateSemanticSearchSettingsRequest),
        "PUT /api/v3/network-settings/semantic-search");

    [UseCase("updateSemanticSearchSettings", Allow.Administrators, "Changes the network's settings for semantic search, which this server does not have yet.")]
    public sealed record Request : AmityRequest<SemanticSearchBody>, IWriteRequest
    {
        /// <summary>0 to 1.</summary>
        [WaitsFor("semantic search")]
        public double? PostMinScore { get; init; }

        public override void Validate(Checks check) =>
            check.That(PostMinScore is null or (>= 0 and <= 1), "The 'postMinScore' field must be between 0 and 1.");
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, SemanticSearchBody>
    {
        public async Task<SemanticSearchBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var before = await NetworkSettings.Of(tx, SemanticSearchSettings.Name, SettingsJson.Instance.SemanticSearchSettings);
            var settings = before with { PostMinScore = request.PostMinScore ?? before.PostMinScore };
            await NetworkSettings.Store(tx, SemanticSearchSettings.Name, settings, SettingsJson.Instance.SemanticSearchSettings);
            return SemanticSearchBody.Of(settings);
        }
    }
}
