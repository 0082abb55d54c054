using Amity.Core.Paging;
using BenchmarkDotNet.Attributes;

namespace Amity.Benchmarks.Detail;

/// <summary>What a page's tokens cost beside its rows. Pure: the same list, key and token every time.</summary>
[MemoryDiagnoser]
public class PageTokenBenchmarks
{
    private static readonly PageList List = new(
        new PageScope("5f0000000000000000000000", new byte[32]), "posts.query", "lastCreated", PageFilters.Of(("targetId", "5f1111111111111111111111"), ("isDeleted", false)));

    private static readonly PageCursor Cursor = new((1_770_000_000_000, "5f2222222222222222222222"));
    private static readonly PageRequest Next = new() { Token = List.Paging(null, Cursor, 20).Next };

    [Benchmark]
    public Paging Write() => List.Paging(Cursor, Cursor, 20);

    [Benchmark]
    public PagePlace Read() => List.Find(Next);
}
