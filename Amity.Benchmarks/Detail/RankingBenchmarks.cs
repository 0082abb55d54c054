using Amity.Core.Ranking;
using BenchmarkDotNet.Attributes;

namespace Amity.Benchmarks.Detail;

/// <summary>The score of one post, a day old. Pure.</summary>
[MemoryDiagnoser]
public class RankingBenchmarks
{
    private const long Day = 86_400_000;
    private long now = 1_770_000_000_000;

    [Benchmark]
    public double Score() => FeedRanking.Score(RankingWeights.Documented, 7, 41, now - Day, now - (Day / 2), now++);
}
