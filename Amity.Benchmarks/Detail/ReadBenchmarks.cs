using BenchmarkDotNet.Attributes;

namespace Amity.Benchmarks.Detail;

/// <summary>Nothing is written meanwhile, so that the pages of the database stay in the caches of the connections.</summary>
[MemoryDiagnoser]
public class ReadBenchmarks
{
    private readonly ScratchDatabase database = new();

    [GlobalSetup]
    public Task Fill() => database.Fill();

    [GlobalCleanup]
    public async Task Close() => await database.DisposeAsync();

    [Benchmark(Baseline = true)]
    public Task<object?> OneOnAPooledConnection() => Reads.OnePlain(database);

    [Benchmark]
    public Task<object?> OneWithKeptStatements() => Reads.OneKept(database);

    [Benchmark]
    public Task<object?> PageOfTwentyOnAPooledConnection() => Reads.PagePlain(database);

    [Benchmark]
    public Task<object?> PageOfTwentyWithKeptStatements() => Reads.PageKept(database);
}
