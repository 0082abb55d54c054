using System.Diagnostics;
using Amity.Benchmarks.Limiters;

namespace Amity.Benchmarks.Ratios;

/// <summary>
/// What one decision of the rate limiter costs: against one look-up in a dictionary of the same users, and against the framework's
/// partitioned sliding window. Calls come as fast as they can, so that small populations are mostly refused and large ones mostly admitted.
/// </summary>
internal static class LimiterDecisions
{
    private delegate int Calls(ReadOnlySpan<int> draws);

    public static async Task Run(Report report, RatioOptions options)
    {
        report.Topic("Rate limiter: one decision");
        report.Note($"Ten permits a second. The stamp of a call is given, as the server gives it, and {Crowd.Batch} decisions old at most, unless a line says otherwise.");
        foreach (var users in (int[])[1_000, 100_000, 1_000_000])
        {
            using var crowd = new Crowd(users);
            foreach (var (name, draws) in ((string, int[])[])[("uniform", Draws.Uniform(users)), ("Zipf", Draws.Zipf(users))])
            {
                await Compare(report, options, crowd, $"{users:N0} users, {name}", draws, Goal.AtMost(users > 1_000 ? 1.25 : 1.5));
            }
        }
    }

    private static async Task Compare(Report report, RatioOptions options, Crowd crowd, string where, int[] draws, Goal byId)
    {
        (string Name, Calls Calls)[] contenders =
        [
            ("one look-up", crowd.LookUp),
            ("by id", crowd.ById),
            ("by id, reading the clock", crowd.ByIdReadingTheClock),
            ("by session", crowd.BySession),
            ("by session, reading the clock", crowd.BySessionReadingTheClock),
            ("framework", crowd.ByPartition),
        ];
        // Until the runtime has compiled them for good.
        Array.ForEach(contenders, who => Nanoseconds(who.Calls, draws, 2, options.Window / 4));
        var single = new Dictionary<string, IReadOnlyList<double>>();
        foreach (var threads in (int[])[1, 2])
        {
            var results = await Rounds.Of(
                options.Rounds,
                [.. contenders.Select(who => (Func<Task<double>>)(() => Task.FromResult(Nanoseconds(who.Calls, draws, threads, options.Window / 8))))]);
            var at = $"{where}, {threads} {(threads == 1 ? "thread" : "threads")}";
            report.Figures($"{at}: ns", contenders.Zip(results).ToDictionary(who => who.First.Name, who => Ratio.MedianOf(who.Second)));
            var lookUp = results[0];
            report.Add(new Ratio($"{at}: by id / look-up", results[1], lookUp, byId));
            report.Add(new Ratio($"{at}: by id, reading the clock / look-up", results[2], lookUp, byId));
            report.Add(new Ratio($"{at}: by session / look-up", results[3], lookUp, Goal.AtMost(0.5)));
            report.Add(new Ratio($"{at}: by session, reading the clock / look-up", results[4], lookUp, Goal.AtMost(0.5)));
            report.Add(new Ratio($"{at}: by id, times faster than framework", results[5], results[1], Goal.AtLeast(threads == 1 ? 8 : 15)));
            report.Add(new Ratio($"{at}: by session, times faster than framework", results[5], results[3], Goal.AtLeast(threads == 1 ? 8 : 15)));
            foreach (var (who, times) in contenders.Zip(results))
            {
                if (threads == 1)
                {
                    single[who.Name] = times;
                }
                else if (who.Name.StartsWith("by", StringComparison.Ordinal))
                {
                    report.Add(new Ratio($"{where}: {who.Name}, 1 to 2 threads", single[who.Name], times, Goal.AtLeast(1.9)));
                }
            }
        }
    }

    /// <summary>Of the clock on the wall for one decision, all threads together.</summary>
    private static double Nanoseconds(Calls calls, int[] draws, int threads, TimeSpan window)
    {
        var made = 0L;
        using var start = new Barrier(threads + 1);
        var workers = Enumerable.Range(0, threads).Select(number => new Thread(() => Work(number))).ToList();
        workers.ForEach(worker => worker.Start());
        start.SignalAndWait();
        var started = Stopwatch.GetTimestamp();
        workers.ForEach(worker => worker.Join());
        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / made;

        void Work(int number)
        {
            var at = number * (draws.Length / threads);
            var mine = 0L;
            start.SignalAndWait();
            for (var end = Stopwatch.GetTimestamp() + (long)(window.TotalSeconds * Stopwatch.Frequency); Stopwatch.GetTimestamp() < end; mine += Crowd.Batch)
            {
                calls(draws.AsSpan(at, Crowd.Batch));
                at = (at + Crowd.Batch) % draws.Length;
            }

            Interlocked.Add(ref made, mine);
        }
    }
}
