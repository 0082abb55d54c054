namespace Amity.Tests.Kit;

/// <summary>An empty folder that is gone, with all that is in it, when it is disposed.</summary>
public sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("amity-test-").FullName;

    /// <summary>Where the program puts its data when it is started in this folder and told nothing else.</summary>
    public string Data => Inside("data");

    public string Inside(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
