using System.Diagnostics;
using Amity.Benchmarks.Limiters;
using Amity.Core.RateLimiting;

namespace Amity.Benchmarks.Ratios;

/// <summary>What the rate limiter keeps in memory, what a decision allocates, and what idle users cost the processor.</summary>
internal static class LimiterMemory
{
    private const int BytesOfAWindow = 96;

    public static async Task Run(Report report, RatioOptions options)
    {
        report.Topic("Rate limiter: memory, and what idle users cost");
        foreach (var users in (int[])[1_000, 100_000, 1_000_000])
        {
            Windows(report, users);
        }

        Allocations(report);
        await Idle(report, options.Window);
    }

    private static void Windows(Report report, int users)
    {
        var keys = Enumerable.Range(0, users).Select(i => new RateLimitKey(1, 1, $"user-{i}")).ToArray();
        var empty = GC.GetTotalMemory(forceFullCollection: true);
        var limiter = new RateLimiter(Crowd.Permits, TimeProvider.System);
        var now = Stopwatch.GetTimestamp();
        foreach (var key in keys)
        {
            limiter.Acquire(key, now);
        }

        var active = (GC.GetTotalMemory(forceFullCollection: true) - empty) / (double)users;

        // Two calls of one user a second later, as often as one call gives back only a bounded part.
        for (var call = 0; call < 1 + users / 10_000; call++)
        {
            now += Stopwatch.Frequency;
            limiter.Acquire(keys[0], now);
        }

        var idle = (GC.GetTotalMemory(forceFullCollection: true) - empty) / (double)users;
        GC.KeepAlive(limiter);
        report.Figures($"{users:N0} users: bytes", new Dictionary<string, double> { ["an active window"] = active, ["an idle user"] = idle, ["windows left"] = limiter.Windows });
        report.Add(new Ratio($"{users:N0} users: bytes of an active window / {BytesOfAWindow}", [active], [BytesOfAWindow], Goal.AtMost(1)));
    }

    private static void Allocations(Report report)
    {
        using var crowd = new Crowd(100_000);
        var draws = Draws.Zipf(100_000);
        Decide();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var decisions = Decide();
        report.Figures("100,000 users, Zipf: bytes allocated", new Dictionary<string, double>
        {
            ["decisions"] = decisions,
            ["bytes in all"] = GC.GetAllocatedBytesForCurrentThread() - before,
        });

        long Decide()
        {
            for (var at = 0; at < draws.Length; at += Crowd.Batch)
            {
                crowd.ById(draws.AsSpan(at, Crowd.Batch));
                crowd.ByIdReadingTheClock(draws.AsSpan(at, Crowd.Batch));
                crowd.BySession(draws.AsSpan(at, Crowd.Batch));
            }

            return 3L * draws.Length;
        }
    }

    private static async Task Idle(Report report, TimeSpan window)
    {
        const int Users = 100_000;
        var keys = Enumerable.Range(0, Users).Select(i => new RateLimitKey(1, 1, $"user-{i}")).ToArray();
        var limiter = new RateLimiter(Crowd.Permits, TimeProvider.System);
        Array.ForEach(keys, key => limiter.TryAcquire(key, out _));
        var ours = await Share();
        GC.KeepAlive(limiter);

        using var framework = Framework.Partitioned();
        Array.ForEach(keys, key => framework.AttemptAcquire(key.UserId).Dispose());
        report.Figures("100,000 idle users: % of a core", new Dictionary<string, double> { ["Amity"] = ours, ["framework"] = await Share() });

        async Task<double> Share()
        {
            var before = Environment.CpuUsage.TotalTime;
            await Task.Delay(window);
            return 100 * (Environment.CpuUsage.TotalTime - before) / window;
        }
    }
}
