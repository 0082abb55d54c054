using System.Threading.RateLimiting;

namespace Amity.Benchmarks.Limiters;

/// <summary>The framework's own limiters, set to ten calls a second.</summary>
internal static class Framework
{
    private const int Segments = 8;

    public static PartitionedRateLimiter<string> Partitioned() => PartitionedRateLimiter.Create<string, string>(
        user => RateLimitPartition.GetSlidingWindowLimiter(user, _ => Sliding(isAlone: false)));

    public static RateLimiter SlidingWindow() => new SlidingWindowRateLimiter(Sliding(isAlone: true));

    public static RateLimiter FixedWindow() => new FixedWindowRateLimiter(
        new FixedWindowRateLimiterOptions { PermitLimit = Crowd.Permits, Window = TimeSpan.FromSeconds(1), QueueLimit = 0 });

    public static RateLimiter TokenBucket() => new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
    {
        TokenLimit = Crowd.Permits,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1) / Crowd.Permits,
        QueueLimit = 0,
    });

    private static SlidingWindowRateLimiterOptions Sliding(bool isAlone) => new()
    {
        PermitLimit = Crowd.Permits,
        Window = TimeSpan.FromSeconds(1),
        SegmentsPerWindow = Segments,
        QueueLimit = 0,
        AutoReplenishment = isAlone,
    };
}
