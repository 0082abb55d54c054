namespace Amity.Properties.RateLimiting;

/// <summary>A monotonic clock that moves when told. Few stamps a second make exact boundaries frequent.</summary>
internal sealed class ManualClock(long frequency) : TimeProvider
{
    public long Stamp { get; set; } = 1_000_000;

    public override long TimestampFrequency => frequency;

    public override long GetTimestamp() => Stamp;
}

/// <summary>A clock that moves one stamp whenever it is read, so that calls on many threads have an order.</summary>
internal sealed class CountingClock(long frequency) : TimeProvider
{
    private long stamp;

    public override long TimestampFrequency => frequency;

    public override long GetTimestamp() => Interlocked.Increment(ref stamp);
}
