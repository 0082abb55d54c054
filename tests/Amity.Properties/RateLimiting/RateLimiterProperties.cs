using Amity.Core.RateLimiting;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Amity.Properties.RateLimiting;

/// <summary>Random histories of calls, judged by a plain list of what was admitted.</summary>
public class RateLimiterProperties
{
    private static readonly Gen<RateLimitKey> AnyKey =
        from network in Gen.Elements(1, 1, 1, 2)
        from user in Gen.Elements("alice", "bob")
        from operation in Gen.Elements(0, 1, 5)
        select new RateLimitKey(network, operation, user);

    // In thirds of a second, sevenths and so on: bursts at one instant, steps that land exactly a second later, long pauses.
    private static readonly Gen<History> AnyHistory =
        from permits in Gen.Choose(1, 5)
        from frequency in Gen.Elements(1L, 3L, 7L, 1000L, 10_000_000L, 1_000_000_000L)
        from calls in Call(frequency).ListOf()
        select new History(permits, frequency, [.. calls]);

    [Fact]
    public void never_more_than_the_limit_in_any_second_and_never_refused_below_it() => Hold.For(AnyHistory, 2000, history =>
    {
        var clock = new ManualClock(history.Frequency);
        var limiter = new RateLimiter(history.Permits, clock);
        var admitted = new List<(RateLimitKey Key, long At)>();
        foreach (var (step, key) in history.Calls)
        {
            clock.Stamp += step;
            var at = clock.Stamp;
            var lately = admitted.Count(call => call.Key == key && call.At > at - history.Frequency && call.At <= at);

            var granted = limiter.TryAcquire(key, out var retryAfter);

            Assert.Equal(lately < history.Permits, granted);
            if (granted)
            {
                admitted.Add((key, at));
                Assert.Equal(TimeSpan.Zero, retryAfter);
            }
            else
            {
                Assert.InRange(retryAfter, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(1));
            }
        }

        // Told from the windows' side: in [s, s + 1 s), whichever stamp s it begins at.
        Assert.All(admitted, first => Assert.InRange(
            admitted.Count(call => call.Key == first.Key && call.At >= first.At && call.At < first.At + history.Frequency), 1, history.Permits));
    });

    [Fact]
    public void who_waits_as_told_is_admitted_and_not_a_moment_earlier() => Hold.For(
        Gen.Choose(1, 5).Zip(Gen.Choose(0, 1100).ListOf()), 500, pair =>
        {
            var (permits, steps) = pair;
            var key = new RateLimitKey(1, 1, "alice");
            var clock = new ManualClock(1000);
            var limiter = new RateLimiter(permits, clock);
            foreach (var step in steps)
            {
                clock.Stamp += step;
                if (!limiter.TryAcquire(key, out var retryAfter))
                {
                    var stamps = (long)retryAfter.TotalMilliseconds;
                    clock.Stamp += stamps - 1;
                    Assert.False(limiter.TryAcquire(key, out _));
                    clock.Stamp++;
                    Assert.True(limiter.TryAcquire(key, out _));
                }
            }
        });

    [Fact]
    public void a_limit_of_zero_admits_everything()
    {
        var limiter = new RateLimiter(0, new ManualClock(1));
        Assert.All(Enumerable.Range(0, 1000), call => Assert.True(limiter.TryAcquire(new RateLimitKey(1, 0, "alice"), out _)));
        Assert.Equal(0, limiter.Windows);
    }

    [Fact]
    public void a_negative_limit_is_an_error() => Assert.Throws<ArgumentOutOfRangeException>(() => new RateLimiter(-1, TimeProvider.System));

    [Fact]
    public void the_parts_of_a_key_do_not_run_into_each_other()
    {
        var limiter = new RateLimiter(1, new ManualClock(1));
        var (most, last) = (RateLimitKey.MostNetworks - 1, RateLimitKey.MostOperations - 1);
        RateLimitKey[] keys = [new(0, 0, "bc"), new(1, 0, "bc"), new(0, 1, "bc"), new(0, last, "bc"), new(most, 0, "bc"), new(most, last, "bc"), new(0, 0, "b"), new(0, 0, "BC"), new(0, 0, "")];
        Assert.All(keys, key => Assert.True(limiter.TryAcquire(key, out _)));
        Assert.All(keys, key => Assert.False(limiter.TryAcquire(key, out _)));
    }

    [Fact]
    public void windows_that_nobody_uses_are_dropped()
    {
        var clock = new ManualClock(1000);
        var limiter = new RateLimiter(10, clock);
        for (var user = 0; user < 100_000; user++)
        {
            limiter.TryAcquire(new RateLimitKey(1, 1, $"user{user}"), out _);
            clock.Stamp += user % 10 == 0 ? 1 : 0;
            Assert.InRange(limiter.Windows, 1, 20_020);
        }

        for (var second = 0; second < 2; second++)
        {
            clock.Stamp += 1000;
            limiter.TryAcquire(new RateLimitKey(1, 0, "alice"), out _);
        }

        Assert.Equal(1, limiter.Windows);
    }

    [Fact]
    public async Task exactly_the_limit_is_admitted_of_calls_at_one_instant_on_many_threads()
    {
        var limiter = new RateLimiter(1000, new ManualClock(1000));
        var admitted = await Hammer(limiter, threads: 8, calls: 2000);
        Assert.Equal(1000, admitted);
    }

    [Fact]
    public async Task many_threads_are_admitted_as_often_as_one()
    {
        // The clock moves a stamp a call: of every 100 calls in a row the first 10 are admitted, whoever makes them. The first stamp is the
        // constructor's.
        var limiter = new RateLimiter(10, new CountingClock(100));
        var admitted = await Hammer(limiter, threads: 8, calls: 10_000);
        Assert.Equal(8 * 10_000 / 10, admitted);
    }

    private static async Task<int> Hammer(RateLimiter limiter, int threads, int calls)
    {
        var counts = await Task.WhenAll(Enumerable.Repeat<Func<int>>(Admitted, threads).Select(Task.Run));
        return counts.Sum();

        int Admitted()
        {
            var key = new RateLimitKey(1, 1, "alice");
            var admitted = 0;
            for (var call = 0; call < calls; call++)
            {
                admitted += limiter.TryAcquire(key, out _) ? 1 : 0;
            }

            return admitted;
        }
    }

    private static Gen<(long Step, RateLimitKey Key)> Call(long second) =>
        from step in Gen.OneOf(
            Gen.Constant(0L),
            Gen.Elements(0L, 1L, second - 1, second, second + 1, 2 * second, 10 * second),
            Gen.Choose(0, 1000).Select(part => second * part / 1000))
        from key in AnyKey
        select (step, key);

    public sealed record History(int Permits, long Frequency, (long Step, RateLimitKey Key)[] Calls)
    {
        public override string ToString() => $"{Permits} permits, {Frequency} stamps a second: {string.Join("; ", Calls)}";
    }
}
