namespace Amity.Benchmarks.Ratios;

/// <summary>How long to look: rounds that count, and the window of one contender in one round.</summary>
internal sealed record RatioOptions(int Rounds, TimeSpan Window);
