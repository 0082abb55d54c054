using Amity.Core.Text;
using BenchmarkDotNet.Attributes;

namespace Amity.Benchmarks.Detail;

/// <summary>The stored sort key of a display name, made once whenever a name changes. Pure.</summary>
[MemoryDiagnoser]
public class SortKeyBenchmarks
{
    [Params("Alice Liddell", "Ægir Þórðarson Ñuñez", "東京タワーの下で会いましょう")]
    public string Name { get; set; } = "";

    [Benchmark]
    public string Of() => SortKey.Of(Name);
}
