using Amity.Core.RateLimiting;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Amity.Properties.RateLimiting;

/// <summary>
/// The limiter beside the plain one: the same calls on the same clock, by id and through two entrances of each user, with crowds that
/// come and go between them, so that windows are moved, dropped and opened again.
/// </summary>
public class RateLimiterModelProperties
{
    private const int Users = 6;

    private static readonly Gen<Step> AnyStep =
        from pause in Gen.Frequency(
            (8, Gen.Constant(0)),
            (8, Gen.Choose(1, 120)),
            (2, Gen.Elements(999, 1000, 1001)),
            (1, Gen.Choose(1000, 6000)))
        from crowd in Gen.Frequency((12, Gen.Constant(0)), (1, Gen.Choose(1, 700)))
        from user in Gen.Choose(0, Users - 1)
        from operation in Gen.Frequency((6, Gen.Constant(1)), (2, Gen.Choose(0, 9)))
        from way in Gen.Choose(0, 4)
        select new Step(pause, crowd, user, operation, way);

    private static readonly Gen<History> AnyHistory =
        from permits in Gen.Frequency((5, Gen.Choose(1, 12)), (1, Gen.Elements(1, 2, 10, 11, 26, 60)))
        from frequency in Gen.Elements(1000L, 1L << 20, 1_000_000_000L, uint.MaxValue)
        from steps in AnyStep.ListOf()
        select new History(permits, frequency, [.. steps]);

    [Fact]
    public void it_answers_as_the_plain_limiter_whichever_way_a_call_comes() => Hold.For(AnyHistory.Resize(250), 400, history =>
    {
        var clock = new ManualClock(history.Frequency);
        var limiter = new RateLimiter(history.Permits, clock);
        var plain = new PlainRateLimiter(history.Permits, clock);
        var entrances = Enumerable.Range(0, 2 * Users).Select(i => limiter.Entrance(1, Name(i / 2))).ToArray();
        var strangers = 0;
        foreach (var step in history.Steps)
        {
            clock.Stamp += (long)(step.Pause / 1000.0 * history.Frequency);
            for (var i = 0; i < step.Crowd; i++)
            {
                Assert.True(limiter.TryAcquire(new RateLimitKey(1, 1, $"stranger {strangers++}"), out _));
            }

            var key = new RateLimitKey(1, step.Operation, Name(step.User));
            var expected = plain.TryAcquire(key, out var expectedWait);
            var (granted, wait) = step.Way switch
            {
                0 => (limiter.TryAcquire(key, out var told), told),
                1 => Told(limiter.Acquire(key, clock.Stamp)),
                var device => Told(entrances[2 * step.User + device % 2].Acquire(step.Operation, clock.Stamp)),
            };

            Assert.Equal((expected, expectedWait), (granted, wait));

            (bool, TimeSpan) Told(long stamps) => (stamps == 0, limiter.Duration(stamps));
        }
    });

    [Fact]
    public void two_devices_of_a_user_share_one_limit()
    {
        var clock = new ManualClock(1000);
        var limiter = new RateLimiter(10, clock);
        RateLimitEntrance[] devices = [limiter.Entrance(1, "alice"), limiter.Entrance(1, new string("alice".AsSpan()))];
        Assert.All(Enumerable.Range(0, 10), call => Assert.Equal(0, devices[call % 2].Acquire(7, clock.Stamp)));

        Assert.All(devices, device => Assert.Equal(1000, device.Acquire(7, clock.Stamp)));
        Assert.False(limiter.TryAcquire(new RateLimitKey(1, 7, "alice"), out _));
        Assert.Equal(0, devices[0].Acquire(8, clock.Stamp));
        Assert.Equal(0, limiter.Entrance(2, "alice").Acquire(7, clock.Stamp));
    }

    [Fact]
    public void a_stamp_that_was_read_a_while_ago_admits_nothing_too_many_and_refuses_nothing_too_much() => Hold.For(
        Gen.Choose(1, 4).Zip(Gen.Choose(0, 300).Zip(Gen.Choose(0, 900)).Zip(Gen.Choose(0, 1)).ListOf().Resize(200)), 500, pair =>
        {
            var (permits, calls) = pair;
            var clock = new ManualClock(1000);
            var limiter = new RateLimiter(permits, clock);
            var claims = new Claims(permits, clock.TimestampFrequency);
            foreach (var ((step, lag), user) in calls)
            {
                clock.Stamp += step;

                // Somebody else's call with a fresh stamp lets idle windows be dropped at once.
                limiter.TryAcquire(new RateLimitKey(1, 1, "carol"), out _);
                var began = clock.Stamp - lag;
                claims.Add(user, began, clock.Stamp, limiter.Acquire(new RateLimitKey(1, 1, Name(user)), began) == 0);
            }

            claims.Check();
        });

    [Fact]
    public void nothing_is_allocated_for_a_decision()
    {
        var clock = new ManualClock(1000);
        var limiter = new RateLimiter(10, clock);
        var keys = Enumerable.Range(0, 100).Select(i => new RateLimitKey(1, 1, Name(i))).ToArray();
        var entrances = Enumerable.Range(0, 100).Select(i => limiter.Entrance(1, Name(i))).ToArray();
        Decide(rounds: 200);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Decide(rounds: 200);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Decide(int rounds)
        {
            for (var round = 0; round < rounds; round++)
            {
                clock.Stamp += 10;
                for (var i = 0; i < keys.Length; i++)
                {
                    limiter.TryAcquire(in keys[i], out _);
                    limiter.Acquire(in keys[i], clock.Stamp);
                    entrances[i].Acquire(round % 8, clock.Stamp);
                }
            }
        }
    }

    [Fact]
    public void the_room_of_idle_windows_is_given_back_and_what_is_left_moves_together()
    {
        var clock = new ManualClock(1000);
        var limiter = new RateLimiter(10, clock);
        var entrances = Enumerable.Range(0, 100_000).Select(i => limiter.Entrance(1, Name(i))).ToArray();
        Assert.All(entrances, entrance => Assert.Equal(0, entrance.Acquire(1, clock.Stamp)));
        Assert.Equal(entrances.Length, limiter.Windows);
        Assert.InRange(limiter.Places, entrances.Length, entrances.Length * 1.05);

        // Each thousandth user stays, wherever their windows lie.
        for (var step = 0; step < 40; step++)
        {
            clock.Stamp += 100;
            for (var i = 0; i < entrances.Length; i += 1000)
            {
                Assert.Equal(0, entrances[i].Acquire(1, clock.Stamp));
            }
        }

        Assert.Equal(100, limiter.Windows);
        Assert.InRange(limiter.Places, 100, 5_000);
        for (var i = 0; i < entrances.Length; i += 1000)
        {
            // Ten calls in the last second, 100 ms apart; a moved window remembers them.
            Assert.Equal(100, entrances[i].Acquire(1, clock.Stamp));
        }
    }

    private static string Name(int user) => $"user {user}";

    public sealed record Step(int Pause, int Crowd, int User, int Operation, int Way);

    public sealed record History(int Permits, long Frequency, Step[] Steps)
    {
        public override string ToString() => $"{Permits} permits, {Frequency} stamps a second: {string.Join("; ", (object[])Steps)}";
    }
}
