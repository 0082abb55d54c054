using System.Diagnostics;
using Amity.Benchmarks.Limiters;
using Amity.Core.RateLimiting;
using RateLimiter = Amity.Core.RateLimiting.RateLimiter;

namespace Amity.Benchmarks.Ratios;

/// <summary>
/// Who keeps the promise of ten calls in any second: all limiters are asked at the same moments, by a user who calls in bursts with pauses.
/// </summary>
internal static class LimiterErrors
{
    public static Task Run(Report report, RatioOptions options)
    {
        report.Topic("Rate limiter: ten calls in any second, and no refusal below");
        using var token = Framework.TokenBucket();
        using var fixedWindow = Framework.FixedWindow();
        using var sliding = Framework.SlidingWindow();
        var ours = new RateLimiter(Crowd.Permits, TimeProvider.System);
        var key = new RateLimitKey(1, 1, "alice");
        Tally[] tallies =
        [
            new("Amity", () => ours.TryAcquire(key, out _)),
            new("token bucket", () => Attempt(token)),
            new("fixed window", () => Attempt(fixedWindow)),
            new("sliding window, 8 segments", () => Attempt(sliding)),
        ];

        var chance = new Random(1);
        for (var end = Stopwatch.GetTimestamp() + (long)(options.Rounds * options.Window.TotalSeconds * Stopwatch.Frequency); Stopwatch.GetTimestamp() < end;)
        {
            Array.ForEach(tallies, tally => tally.Call());
            Thread.Sleep(chance.Next(100) switch { < 60 => 2, < 97 => 40, _ => chance.Next(200, 1300) });
        }

        foreach (var tally in tallies)
        {
            var refused = tally.RefusedBelow;
            report.Figures(tally.Name, new Dictionary<string, double>
            {
                ["most in a second"] = tally.Most,
                ["refused below"] = refused,
                ["of what was allowed %"] = 100.0 * refused / (refused + tally.Admitted),
            });
        }

        report.Add(new Ratio("most in any second / ten", [tallies[0].Most], [Crowd.Permits], Goal.AtMost(1)));
        report.Add(new Ratio("admitted / allowed", [tallies[0].Admitted], [tallies[0].Admitted + tallies[0].RefusedBelow], Goal.AtLeast(1)));
        return Task.CompletedTask;
    }

    private static bool Attempt(System.Threading.RateLimiting.RateLimiter limiter)
    {
        using var lease = limiter.AttemptAcquire();
        return lease.IsAcquired;
    }

    /// <summary>Counts only what is wrong for certain: a call was judged at some moment between the stamps before and after it.</summary>
    private sealed class Tally(string name, Func<bool> call)
    {
        private readonly List<(long Began, long Ended)> admitted = [];

        public string Name => name;

        public int Admitted => admitted.Count;

        public int RefusedBelow { get; private set; }

        public int Most => admitted.Count == 0 ? 0 : admitted.Max(first => admitted.Count(call => call.Began >= first.Began && call.Ended < first.Began + Stopwatch.Frequency));

        public void Call()
        {
            var began = Stopwatch.GetTimestamp();
            var granted = call();
            var ended = Stopwatch.GetTimestamp();
            if (granted)
            {
                admitted.Add((began, ended));
            }
            else if (admitted.Count(call => call.Ended > began - Stopwatch.Frequency) < Crowd.Permits)
            {
                RefusedBelow++;
            }
        }
    }
}
