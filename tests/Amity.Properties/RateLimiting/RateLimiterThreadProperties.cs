using System.Diagnostics;
using Amity.Core.RateLimiting;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Amity.Properties.RateLimiting;

/// <summary>
/// Threads that call by all entrances at once, while crowds make windows move and go. Each call notes the stamps before and after it;
/// whatever the threads did, no second holds too many and no call was refused below the limit.
/// </summary>
public class RateLimiterThreadProperties
{
    private const int Threads = 4;

    private static readonly Gen<Rush> AnyRush =
        from permits in Gen.Choose(1, 12)
        from users in Gen.Choose(1, 5)
        from stampsPerSecond in Gen.Choose(20, 3000)
        from calls in Gen.Choose(200, 1500)
        from strangers in Gen.Choose(0, 3)
        from seed in Gen.Choose(0, int.MaxValue - Threads)
        select new Rush(permits, users, stampsPerSecond, calls, strangers, seed);

    [Fact]
    public void threads_are_admitted_exactly_the_limit_on_a_clock_that_moves_with_every_call() =>
        Hold.For(AnyRush, 60, rush => Run(rush, new CountingClock(rush.StampsPerSecond)));

    [Fact]
    public void threads_are_admitted_exactly_the_limit_on_the_machines_clock() =>
        Hold.For(AnyRush, 20, rush => Run(rush, new FastClock(1000)));

    private static void Run(Rush rush, TimeProvider clock)
    {
        var limiter = new RateLimiter(rush.Permits, clock);
        var seen = Enumerable.Range(0, Threads).Select(_ => new Claims(rush.Permits, clock.TimestampFrequency)).ToArray();
        var shared = Enumerable.Range(0, rush.Users).Select(user => limiter.Entrance(1, $"user {user}")).ToArray();
        var threads = seen.Select((claims, number) => new Thread(() => Call(number, claims))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        var all = new Claims(rush.Permits, clock.TimestampFrequency);
        Array.ForEach(seen, all.Add);
        Assert.InRange(all.Granted, 1, Threads * rush.Calls);
        all.Check();

        void Call(int number, Claims claims)
        {
            var chance = new Random(rush.Seed + number);
            var own = Enumerable.Range(0, rush.Users).Select(user => limiter.Entrance(1, $"user {user}")).ToArray();
            for (var call = 0; call < rush.Calls; call++)
            {
                var user = chance.Next(rush.Users);
                var began = clock.GetTimestamp();
                var granted = chance.Next(4) switch
                {
                    0 => limiter.TryAcquire(new RateLimitKey(1, 1, $"user {user}"), out _),
                    1 => limiter.Acquire(new RateLimitKey(1, 1, $"user {user}"), began) == 0,
                    2 => shared[user].Acquire(1, began) == 0,
                    _ => own[user].Acquire(1, began) == 0,
                };
                claims.Add(user, began, clock.GetTimestamp(), granted);
                for (var i = chance.Next(rush.Strangers + 1); i > 0; i--)
                {
                    limiter.TryAcquire(new RateLimitKey(1, 1, $"stranger {number} {call} {i}"), out _);
                }
            }
        }
    }

    public sealed record Rush(int Permits, int Users, int StampsPerSecond, int Calls, int Strangers, int Seed);

    /// <summary>The machine's clock, on which a second passes in the given part of one, so that a test sees many.</summary>
    private sealed class FastClock(int times) : TimeProvider
    {
        public override long TimestampFrequency => Stopwatch.Frequency / times;

        public override long GetTimestamp() => Stopwatch.GetTimestamp();
    }
}
