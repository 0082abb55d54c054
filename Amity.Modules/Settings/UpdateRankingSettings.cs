using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Settings;

/// <summary>
/// Changes the constants of the ranked feed that are sent and no others. Administrators may. The next request ranks by them; who is in the
/// middle of a feed has to begin it anew. A repeat changes nothing.
/// </summary>
public static class UpdateRankingSettings
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SettingsJson.Instance.RankingSettings,
        call => call.Json(SettingsJson.Instance.UpdateRankingSettingsRequest),
        "PUT /api/admin/v1/feed-ranking");

    [UseCase("updateRankingSettings", Allow.Administrators, "Changes the constants of the ranked feed.")]
    public sealed record Request : AmityRequest<RankingSettings>, IWriteRequest
    {
        /// <summary>0 to 1,000,000, as are the boost and its loss.</summary>
        public double? CommentWeight { get; init; }

        public double? ReactionWeight { get; init; }

        /// <summary>0.01 to 1.</summary>
        public double? HourlyDecay { get; init; }

        public double? FreshBoost { get; init; }

        public double? BoostLossPerHour { get; init; }

        /// <summary>0 to 8760.</summary>
        public double? BoostHours { get; init; }

        public override void Validate(Checks check)
        {
            Between(CommentWeight, "commentWeight", 0, RankingSettings.Most);
            Between(ReactionWeight, "reactionWeight", 0, RankingSettings.Most);
            Between(HourlyDecay, "hourlyDecay", RankingSettings.LeastDecay, 1);
            Between(FreshBoost, "freshBoost", 0, RankingSettings.Most);
            Between(BoostLossPerHour, "boostLossPerHour", 0, RankingSettings.Most);
            Between(BoostHours, "boostHours", 0, RankingSettings.MostHours);

            // Written so that what is not a number fails as well.
            void Between(double? value, string field, double min, double max) => check.That(
                value is null || (value >= min && value <= max),
                FormattableString.Invariant($"The '{field}' field must be between {min} and {max}."));
        }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, RankingSettings>
    {
        public async Task<RankingSettings> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var before = await NetworkSettings.Of(tx, RankingSettings.Name, SettingsJson.Instance.RankingSettings);
            var settings = before with
            {
                CommentWeight = request.CommentWeight ?? before.CommentWeight,
                ReactionWeight = request.ReactionWeight ?? before.ReactionWeight,
                HourlyDecay = request.HourlyDecay ?? before.HourlyDecay,
                FreshBoost = request.FreshBoost ?? before.FreshBoost,
                BoostLossPerHour = request.BoostLossPerHour ?? before.BoostLossPerHour,
                BoostHours = request.BoostHours ?? before.BoostHours,
            };
            await NetworkSettings.Store(tx, RankingSettings.Name, settings, SettingsJson.Instance.RankingSettings);
            return settings;
        }
    }
}
