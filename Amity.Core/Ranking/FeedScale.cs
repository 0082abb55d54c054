namespace Amity.Core.Ranking;

/// <summary>
/// The logarithm of <c>engagement * decay</c>, but for an amount that is the same for all posts at one instant: so the order by this key
/// never changes with time, and a post has its key from when it is written. It is as exact as a double allows and no more: keys that
/// differ by less than <see cref="Margin"/> say nothing, and then the score itself decides.
/// </summary>
internal readonly struct FeedScale(RankingWeights weights)
{
    /// <summary>The key of a post that nobody has noticed: its score is 0 at all times.</summary>
    public const double Silent = double.NegativeInfinity;

    // In logarithms: numbers of 1e-304 and more have all their digits, which a key relies on. Smaller ones lose them one by one.
    private const double Smallest = -700;

    // Far enough for any clock, and near enough for differences of instants to be exact.
    private const long Farthest = 1L << 50;

    private const double Little = 1e-12;

    private const int Hours = 48;

    // 2020: keys near 0 have more digits behind the point.
    private const long Epoch = 1_577_836_800_000;

    // What is left of the engagement after whole hours; what comes behind the last of them is less.
    private readonly double[] left = [.. Enumerable.Range(0, Hours + 1).Select(hour => Math.Pow(weights.HourlyDecay, hour))];

    private readonly double fading = -Math.Log(weights.HourlyDecay) / FeedRanking.MillisecondsPerHour;

    /// <summary>How much older than the latest change of a source another one may be for both to be fresh at once.</summary>
    public double BoostMilliseconds { get; } = (weights.BoostHours * FeedRanking.MillisecondsPerHour) + 1;

    public static bool Holds(double engagement, long createdAt) => engagement >= 0 && Math.Abs((double)createdAt) < Farthest;

    public double Key(double engagement, long createdAt) => engagement > 0 ? Math.Log(engagement) + (fading * (createdAt - Epoch)) : Silent;

    /// <summary>The key of a post with this score, at this instant.</summary>
    public double KeyOfScore(double score, long instant) => score > 0 ? Math.Log(score) + Shift(instant) : Silent;

    /// <summary>What keys must differ by at this instant for the scores to differ alike: some hundred times the error of either.</summary>
    public double Margin(long instant) => 1e-11 + (1e-14 * (Math.Abs(Shift(instant)) - Smallest));

    /// <summary>Whether keys tell the order at this instant of posts that were created from then on and have this key or more.</summary>
    public bool Tells(long oldest, double leastKey, long instant) =>
        Math.Abs((double)instant) < Farthest && -(fading * (instant - oldest)) > Smallest && leastKey - Shift(instant) > Smallest;

    /// <summary>
    /// Two numbers between which the decay lies, without its exponential: what is left after the hours that have passed in full, and after one
    /// more. A little apart where they would be the exact one, whose last digit is nobody's promise.
    /// </summary>
    public (double Low, double High) Decay(long createdAt, long instant)
    {
        var hour = Math.Min(Math.Max(0, (double)instant - createdAt) / FeedRanking.MillisecondsPerHour, Hours);
        var at = (int)hour;
        return (at == Hours ? 0 : left[at + 1] * (1 - Little), left[at] * (1 + Little));
    }

    private double Shift(long instant) => fading * (instant - Epoch);
}
