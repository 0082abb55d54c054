using Amity.Core.Ranking;
using BenchmarkDotNet.Attributes;

namespace Amity.Benchmarks.Detail;

/// <summary>Pages out of the index of ten thousand sources, for one viewer, and a change of it. A post of every source is fresh.</summary>
[MemoryDiagnoser]
public class FeedIndexBenchmarks
{
    private const long Instant = 1_790_000_000_000, Spacing = 77_760_000;
    private const int All = 10_000;

    private static readonly FeedPlace FirstPage = new() { Instant = Instant, Size = 20 };

    private readonly FeedIndex index = new(RankingWeights.Documented, 20, 4);
    private int[] sources = [];
    private FeedPlace deepPage;
    private long reactions;

    [Params(10, 100, 1000)]
    public int Sources { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        for (var source = 0; source < All; source++)
        {
            var change = index.Change();
            change.Replace($"source {source}", [.. Enumerable.Range(0, 24).Select(k => Post(source, k, source * 7907L % 50))]);
            change.Publish();
        }

        sources = [.. Enumerable.Range(0, Sources).Select(i => index.Find($"source {i * 9973L % All}"))];
        deepPage = FirstPage;
        for (var page = 1; page < 50 && index.Page(sources, FeedOrder.Ranked, deepPage) is { HasAfter: true } before; page++)
        {
            deepPage = deepPage with { Cursor = before.Posts[^1] };
        }
    }

    [Benchmark(Baseline = true)]
    public FeedSlice? First() => index.Page(sources, FeedOrder.Ranked, FirstPage);

    [Benchmark]
    public FeedSlice? Deep() => index.Page(sources, FeedOrder.Ranked, deepPage);

    [Benchmark]
    public FeedSlice? Newest() => index.Page(sources, FeedOrder.Newest, FirstPage);

    [Benchmark]
    public void OneReaction()
    {
        var change = index.Change();
        change.Put("source 7", Post(7, 3, ++reactions % 50));
        change.Publish();
    }

    private static FeedPost Post(int source, int k, long reactions)
    {
        var created = Instant - (k * Spacing) - ((((k * (long)All) + source) * 7919) % Spacing);
        return new FeedPost { Id = $"{created:x12}{(k * All) + source:x12}", CreatedAt = created, EditedAt = created, Reactions = reactions };
    }
}
