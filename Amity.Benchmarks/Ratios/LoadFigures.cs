using Amity.Benchmarks.Load;

namespace Amity.Benchmarks.Ratios;

/// <summary>The medians of some rounds of load, to be printed.</summary>
internal static class LoadFigures
{
    public static IReadOnlyDictionary<string, double> Of(IReadOnlyList<LoadResult> rounds)
    {
        double Median(Func<LoadResult, double> figure) => Ratio.MedianOf(rounds.Select(figure));

        var figures = new Dictionary<string, double>
        {
            ["per second"] = Median(round => round.PerSecond),
            ["p50 ms"] = Median(round => round.P50),
            ["p99 ms"] = Median(round => round.P99),
            ["server us"] = Median(round => round.ServerMicros),
            ["client's share %"] = 100 * Median(round => round.ClientShare),
        };
        foreach (var unknown in figures.Where(figure => double.IsNaN(figure.Value)).Select(figure => figure.Key).ToList())
        {
            figures.Remove(unknown);
        }

        if (rounds.Sum(round => round.Refused) is var refused and > 0)
        {
            figures["refused"] = refused;
        }

        return figures;
    }
}
