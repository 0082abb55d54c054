using Amity.Core.RateLimiting;
using BenchmarkDotNet.Attributes;

namespace Amity.Benchmarks.Detail;

/// <summary>
/// One decision. The users take turns on a clock that moves with every decision, so that each is always a little below its limit: all
/// decisions are admissions, and the windows keep their size however fast the machine is.
/// </summary>
[MemoryDiagnoser]
public class RateLimiterBenchmarks
{
    private const int Permits = 10;

    private RateLimiter limiter = null!;
    private RateLimitKey[] users = [];
    private int next;

    [Params(1_000, 100_000)]
    public int Users { get; set; }

    [GlobalSetup]
    public void Arrive()
    {
        limiter = new RateLimiter(Permits, new TurningClock(TimeSpan.FromSeconds(1) / (Permits - 1) / Users));
        users = [.. Enumerable.Range(0, Users).Select(i => new RateLimitKey("network", $"user-{i}", "queryPosts"))];
    }

    [Benchmark]
    public bool TryAcquire() => limiter.TryAcquire(users[next++ % users.Length], out _);

    private sealed class TurningClock(TimeSpan step) : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks += step.Ticks;
    }
}
