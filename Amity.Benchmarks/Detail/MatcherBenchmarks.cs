using Amity.Benchmarks.Matching;
using Amity.Core.Matching;
using BenchmarkDotNet.Attributes;

namespace Amity.Benchmarks.Detail;

/// <summary>One clean text of chat against a blocklist, and what the list costs to build.</summary>
[MemoryDiagnoser]
public class MatcherBenchmarks
{
    private MatchRule[] rules = [];
    private RuleSet set = RuleSet.Empty;
    private string text = "";

    [Params(100, 1_000, 10_000, 100_000)]
    public int Words { get; set; }

    [Params(40, 280, 1000, 20_000)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        var workload = Workload.Of(Words);
        rules = workload.Rules;
        set = RuleSet.Build(rules);
        text = workload.Texts[Length].Clean[0];
    }

    [Benchmark]
    public bool TryFind() => set.TryFind(text, out _);

    [Benchmark]
    public RuleSet Build() => RuleSet.Build(rules);
}
