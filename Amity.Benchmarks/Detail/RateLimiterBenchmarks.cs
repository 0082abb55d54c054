using Amity.Benchmarks.Limiters;
using BenchmarkDotNet.Attributes;

namespace Amity.Benchmarks.Detail;

/// <summary>One decision, each way in, on the machine's clock; and what they are measured against. A batch of calls is one operation of the harness.</summary>
[MemoryDiagnoser]
public class RateLimiterBenchmarks
{
    private Crowd crowd = null!;
    private int[] draws = [];
    private int at;

    [Params(1_000, 100_000, 1_000_000)]
    public int Users { get; set; }

    [Params(false, true)]
    public bool IsZipf { get; set; }

    [GlobalSetup]
    public void Arrive()
    {
        crowd = new Crowd(Users);
        draws = IsZipf ? Draws.Zipf(Users) : Draws.Uniform(Users);
    }

    [GlobalCleanup]
    public void Leave() => crowd.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = Crowd.Batch)]
    public int LookUp() => crowd.LookUp(Next());

    [Benchmark(OperationsPerInvoke = Crowd.Batch)]
    public int ById() => crowd.ById(Next());

    [Benchmark(OperationsPerInvoke = Crowd.Batch)]
    public int ByIdReadingTheClock() => crowd.ByIdReadingTheClock(Next());

    [Benchmark(OperationsPerInvoke = Crowd.Batch)]
    public int BySession() => crowd.BySession(Next());

    [Benchmark(OperationsPerInvoke = Crowd.Batch)]
    public int ByPartition() => crowd.ByPartition(Next());

    private ReadOnlySpan<int> Next() => draws.AsSpan(at = (at + Crowd.Batch) % draws.Length, Crowd.Batch);
}
