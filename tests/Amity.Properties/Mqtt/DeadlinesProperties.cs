using Amity.Core.Mqtt;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Amity.Properties.Mqtt;

/// <summary>The ring of what is due against the times themselves.</summary>
public sealed class DeadlinesProperties
{
    private const long Step = 500;

    [Fact]
    public void what_is_due_comes_up_once_and_in_time() => Hold.For(
        Gen.Zip(
            Gen.Choose(0, 100_000_000),
            Gen.Zip(Gen.Frequency((5, Gen.Choose(0, 5000)), (2, Gen.Choose(0, 70_000)), (1, Gen.Choose(0, 90_000_000))), Gen.Frequency((5, Gen.Choose(1, 1500)), (1, Gen.Choose(0, 200_000)))).ListOf()),
        2000,
        given =>
        {
            var now = (long)given.Item1;
            var ring = new Deadlines<Due>(now);
            var waiting = new HashSet<Due>();
            foreach (var (delay, pause) in given.Item2)
            {
                var added = new Due(now + delay);
                waiting.Add(added);
                ring.Add(added, added.At);
                Pass(pause);
            }

            // Whatever lies beyond the ring comes up on the way, and is sent on.
            for (var times = 0; times < 2000 && waiting.Count > 0; times++)
            {
                Pass(50_000);
            }

            Assert.Empty(waiting);

            void Pass(long pause)
            {
                now += pause;
                ring.Pass(now, due =>
                {
                    Assert.Contains(due, waiting);
                    if (due.At > now)
                    {
                        return due.At;
                    }

                    waiting.Remove(due);
                    return null;
                });
                Assert.All(waiting, due => Assert.True(due.At > now - (2 * Step), $"{now - due.At} ms late"));
            }
        });

    [Fact]
    public void to_pass_time_costs_what_is_due_and_not_what_waits()
    {
        var ring = new Deadlines<int>(0);
        for (var at = 0; at < 200_000; at++)
        {
            ring.Add(at, 86_400_000);
        }

        var looks = 0;
        for (var now = 0L; now <= 600_000; now += Step)
        {
            ring.Pass(now, _ =>
            {
                looks++;
                return 86_400_000;
            });
        }

        // Once a minute each.
        Assert.InRange(looks, 1, 200_000 * 11);
    }

    private sealed class Due(long at)
    {
        public long At => at;
    }
}
