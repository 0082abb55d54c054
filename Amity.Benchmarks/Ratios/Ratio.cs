namespace Amity.Benchmarks.Ratios;

/// <summary>
/// One side's figure divided by the other's, round by round: both sides of a round met the same machine, so their quotient is steadier
/// than either of them.
/// </summary>
internal sealed record Ratio
{
    public Ratio(string name, IEnumerable<double> ours, IEnumerable<double> theirs, Goal? goal = null)
    {
        var rounds = ours.Zip(theirs, (mine, other) => mine / other).Order().ToArray();
        Name = name;
        Goal = goal;
        (Low, Median, High) = (rounds[0], Of(rounds), rounds[^1]);
    }

    public string Name { get; }

    public double Median { get; }

    /// <summary>The worst and the best round: how much the machine moved meanwhile.</summary>
    public double Low { get; }

    public double High { get; }

    public Goal? Goal { get; }

    public bool? IsMet => Goal?.IsMetBy(Median);

    /// <summary>The middle of some figures.</summary>
    public static double MedianOf(IEnumerable<double> figures) => Of(figures.Order().ToArray());

    private static double Of(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
