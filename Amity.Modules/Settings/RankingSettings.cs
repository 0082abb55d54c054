using Amity.Core.Ranking;

namespace Amity.Modules.Settings;

/// <summary>The constants of the ranked feed, with the documented ones as defaults.</summary>
public sealed record RankingSettings
{
    public const string Name = "feedRanking";

    /// <summary>The largest weight and boost; a year is the longest boost.</summary>
    internal const double Most = 1_000_000, MostHours = 8760;

    /// <summary>A decay of less would fade everything within an hour.</summary>
    internal const double LeastDecay = 0.01;

    public double CommentWeight { get; set; } = RankingWeights.Documented.Comment;

    public double ReactionWeight { get; set; } = RankingWeights.Documented.Reaction;

    /// <summary>What an hour leaves of the engagement.</summary>
    public double HourlyDecay { get; set; } = RankingWeights.Documented.HourlyDecay;

    /// <summary>The boost of a post that was written or edited this moment.</summary>
    public double FreshBoost { get; set; } = RankingWeights.Documented.FreshBoost;

    public double BoostLossPerHour { get; set; } = RankingWeights.Documented.BoostLossPerHour;

    /// <summary>How long after its last edit a post has a boost.</summary>
    public double BoostHours { get; set; } = RankingWeights.Documented.BoostHours;

    internal RankingWeights ToWeights() => new()
    {
        Comment = CommentWeight,
        Reaction = ReactionWeight,
        HourlyDecay = HourlyDecay,
        FreshBoost = FreshBoost,
        BoostLossPerHour = BoostLossPerHour,
        BoostHours = BoostHours,
    };
}
