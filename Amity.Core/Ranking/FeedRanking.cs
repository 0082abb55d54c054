namespace Amity.Core.Ranking;

/// <summary>
/// The constants of the ranked feed, as the public documentation of custom post ranking gives them:
/// <c>score = (2 * comments + 1 * reactions) * 0.98 ^ ageHours + boost</c>, where the boost is <c>max(0, 10 - 0.4 * h)</c> for h hours
/// since the last change of the content if h is below 24, and 0 from then on.
/// </summary>
public sealed record RankingWeights
{
    public static readonly RankingWeights Documented = new();

    public double Comment { get; init; } = 2;

    public double Reaction { get; init; } = 1;

    /// <summary>What an hour leaves of the engagement; more than 0 and at most 1.</summary>
    public double HourlyDecay { get; init; } = 0.98;

    /// <summary>The boost of a post that was created or edited this moment.</summary>
    public double FreshBoost { get; init; } = 10;

    /// <summary>What the boost loses in an hour.</summary>
    public double BoostLossPerHour { get; init; } = 0.4;

    /// <summary>From this age of the last change on there is no boost, whatever is left of it.</summary>
    public double BoostHours { get; init; } = 24;
}

/// <summary>The parts that add up to a post's score: <c>engagement * decay + boost</c>.</summary>
public readonly record struct RankingParts(double Engagement, double Decay, double Boost)
{
    public double Score => (Engagement * Decay) + Boost;
}

/// <summary>The arithmetic of the ranked feed. Pure: the same numbers always give the same score, to the last bit.</summary>
public static class FeedRanking
{
    internal const double MillisecondsPerHour = 3_600_000;

    /// <summary>
    /// A post's score at an instant. All times are milliseconds since 1970 UTC. Only the creation and edits of the content make a post
    /// fresh; comments and reactions do not, or they would count twice. A time in the future (clocks differ) counts as now.
    /// </summary>
    /// <param name="weights">The constants.</param>
    /// <param name="comments">Comments of the post, not negative.</param>
    /// <param name="reactions">Reactions to the post, not negative.</param>
    /// <param name="createdAt">When the post was created.</param>
    /// <param name="editedAt">When its content was last edited; null or earlier than its creation if never.</param>
    /// <param name="now">The instant to score at: one for all pages of a walk through the feed.</param>
    public static double Score(RankingWeights weights, long comments, long reactions, long createdAt, long? editedAt, long now) =>
        Parts(weights, Engagement(weights, comments, reactions), createdAt, Math.Max(createdAt, editedAt ?? createdAt), now).Score;

    /// <summary>The factor of the score that no time changes.</summary>
    public static double Engagement(RankingWeights weights, long comments, long reactions) =>
        (weights.Comment * comments) + (weights.Reaction * reactions);

    /// <param name="weights">The constants.</param>
    /// <param name="engagement">What <see cref="Engagement"/> gives.</param>
    /// <param name="createdAt">When the post was created.</param>
    /// <param name="changedAt">When its content last changed: its creation, or a later edit.</param>
    /// <param name="now">The instant to score at.</param>
    public static RankingParts Parts(RankingWeights weights, double engagement, long createdAt, long changedAt, long now) =>
        new(engagement, Math.Pow(weights.HourlyDecay, Hours(createdAt, now)), Boost(weights, changedAt, now));

    /// <summary>Whether content that last changed then still has a boost, be it one of 0.</summary>
    public static bool IsFresh(RankingWeights weights, long changedAt, long now) => Hours(changedAt, now) < weights.BoostHours;

    /// <summary>
    /// The first millisecond of which <see cref="IsFresh"/> is true, so that one comparison of whole numbers answers it; the greatest number
    /// where it never is.
    /// </summary>
    public static long FreshFrom(RankingWeights weights, long now)
    {
        if (!IsFresh(weights, long.MaxValue, now))
        {
            return long.MaxValue;
        }

        if (IsFresh(weights, long.MinValue, now))
        {
            return long.MinValue;
        }

        // By halves, because the inverse of the formula rounds at another place; close to where it points, because that is where it is.
        var (stale, fresh) = (long.MinValue, long.MaxValue);
        var near = now - (weights.BoostHours * MillisecondsPerHour);
        if (Math.Abs(near) < 1L << 52 && !IsFresh(weights, (long)near - 2, now) && IsFresh(weights, (long)near + 2, now))
        {
            (stale, fresh) = ((long)near - 2, (long)near + 2);
        }

        while (fresh - 1 > stale)
        {
            var middle = (stale >> 1) + (fresh >> 1) + (stale & fresh & 1);
            (stale, fresh) = IsFresh(weights, middle, now) ? (stale, middle) : (middle, fresh);
        }

        return fresh;
    }

    internal static double Boost(RankingWeights weights, long changedAt, long now)
    {
        var hours = Hours(changedAt, now);
        return hours < weights.BoostHours ? Math.Max(0, weights.FreshBoost - (weights.BoostLossPerHour * hours)) : 0;
    }

    // Subtracted as fractions, because the difference of two extreme whole numbers would overflow.
    private static double Hours(long since, long now) => Math.Max(0, (double)now - since) / MillisecondsPerHour;
}
