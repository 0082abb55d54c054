using Amity.Core.Data;
using BenchmarkDotNet.Attributes;

namespace Amity.Benchmarks.Detail;

/// <summary>
/// Writes that are queued at once, until all are durable. Each changes one row of its own, so that the table does not grow from one
/// iteration to the next.
/// </summary>
[MemoryDiagnoser]
public class WriterBenchmarks
{
    private ScratchDatabase database = null!;
    private long visits;

    [Params(1, 16, 256)]
    public int Writes { get; set; }

    /// <summary>Writes that may share a commit: 1 is a transaction each.</summary>
    [Params(1, 256)]
    public int InABatch { get; set; }

    [GlobalSetup]
    public Task Fill()
    {
        database = new ScratchDatabase(new DatabaseOptions { BatchWrites = InABatch });
        return database.Fill();
    }

    [GlobalCleanup]
    public async Task Close() => await database.DisposeAsync();

    [Benchmark]
    public Task Durable() => Task.WhenAll(Enumerable.Range(0, Writes).Select(Visit));

    private Task<int> Visit(int user) => database.Database.Write(tx => tx.Run(
        "update users set flag_count = @visits where user_id = @userId", new { visits = Interlocked.Increment(ref visits), userId = $"user-{user}" }));
}
