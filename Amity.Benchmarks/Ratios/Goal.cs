using System.Globalization;

namespace Amity.Benchmarks.Ratios;

/// <summary>What a ratio is hoped to be. It is printed beside the ratio and nothing fails on it: a shared machine would fail at random.</summary>
internal sealed record Goal(double Bound, bool IsUpper)
{
    public static Goal AtLeast(double bound) => new(bound, false);

    public static Goal AtMost(double bound) => new(bound, true);

    public bool IsMetBy(double ratio) => IsUpper ? ratio <= Bound : ratio >= Bound;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsUpper ? "<=" : ">=")} {Bound}x");
}
