namespace Amity.Benchmarks.Ratios;

/// <summary>An empty folder on the disk where the program lies, rather than in a temporary folder that may be memory; gone afterwards.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public ScratchFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, $"ratios-{Guid.NewGuid():N}");

    public string Inside(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
