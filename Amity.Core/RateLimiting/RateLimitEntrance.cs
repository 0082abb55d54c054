using System.Runtime.CompilerServices;

namespace Amity.Core.RateLimiting;

/// <summary>
/// A user's own way to their windows, kept by a session: it remembers where the windows of their last operations lie. All entrances of a
/// user, and calls by the user's id, meet in the same windows. Safe for any number of threads.
/// </summary>
public sealed class RateLimitEntrance
{
    private readonly RateLimiter limiter;
    private readonly int network;
    private readonly uint hash;
    private Places places;

    internal RateLimitEntrance(RateLimiter limiter, int network, string userId)
    {
        this.limiter = limiter;
        this.network = network;
        UserId = userId;
        hash = RateLimitKey.HashOf(userId);
    }

    public string UserId { get; }

    /// <summary>Whether it is this limiter's entrance of this user: copies of a caller may carry that of another.</summary>
    public bool LeadsTo(RateLimiter expected, int expectedNetwork, string userId) =>
        expected == limiter && expectedNetwork == network && userId == UserId;

    /// <summary>
    /// Counts a call to the operation that read the clock at most a moment ago: 0 when it is admitted, else the stamps until the next one
    /// would be.
    /// </summary>
    public long Acquire(int operation, long now)
    {
        var lane = RateLimitKey.LaneOf(network, operation);
        ref var place = ref places[operation & Places.Remembered - 1];
        return limiter.TryRefuse(Volatile.Read(ref place), lane, now, out var wait)
            ? wait
            : limiter.Acquire(ref place, hash, lane, UserId, now);
    }

    /// <summary>A remembered place belongs to a key, so that operations that share one only make each other look their windows up.</summary>
    [InlineArray(Remembered)]
    private struct Places
    {
        public const int Remembered = 2;

        private ulong first;
    }
}
