using System.Diagnostics;
using Amity.Benchmarks.Detail;

namespace Amity.Benchmarks.Ratios;

/// <summary>Reads on a kept statement against Dapper on a pooled connection, in process, on one thread.</summary>
internal static class KeptReads
{
    public static async Task Run(Report report, RatioOptions options)
    {
        await using var database = new ScratchDatabase();
        await database.Fill();
        report.Topic("Reads in process: kept statements against Dapper on a pooled connection");
        report.Add(await Compare("one row by its key", options, () => Reads.OneKept(database), () => Reads.OnePlain(database)));
        report.Add(await Compare("a page of 20 rows", options, () => Reads.PageKept(database), () => Reads.PagePlain(database)));
    }

    private static async Task<Ratio> Compare(string name, RatioOptions options, Func<Task<object?>> ours, Func<Task<object?>> theirs)
    {
        var results = await Rounds.Of(options.Rounds, () => PerSecond(ours, options.Window), () => PerSecond(theirs, options.Window));
        return new Ratio($"{name}: reads a second", results[0], results[1]);
    }

    private static async Task<double> PerSecond(Func<Task<object?>> read, TimeSpan window)
    {
        var started = Stopwatch.GetTimestamp();
        var reads = 0;
        do
        {
            for (var i = 0; i < 100; i++)
            {
                await read();
            }

            reads += 100;
        }
        while (Stopwatch.GetElapsedTime(started) < window);
        return reads / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
