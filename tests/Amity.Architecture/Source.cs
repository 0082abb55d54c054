using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Amity.Architecture;

/// <summary>The sources of the repository, as a reader finds them.</summary>
internal static partial class Source
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    /// <summary>The hand-written C# files below a folder of the repository, by their path from the root.</summary>
    public static IReadOnlyList<(string Path, string Text)> Of(string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/") && !path.Contains("/bin/") && !path.EndsWith(".g.cs"))
            .Order(StringComparer.Ordinal)
            .Select(path => (path, File.ReadAllText(Path.Combine(Root, path)))),
    ];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The names of the modules: the folders of Amity.Modules.</summary>
    public static IReadOnlyList<string> Modules { get; } =
    [
        .. Directory.EnumerateDirectories(Path.Combine(Root, "Amity.Modules"))
            .Select(folder => Path.GetFileName(folder))
            .Where(name => name is not ("bin" or "obj"))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The types that a file declares at its top level.</summary>
    public static IEnumerable<string> DeclaredTypes(string text) =>
        Declaration().Matches(text).Select(match => match.Groups["name"].Value);

    [GeneratedRegex(@"^(?:public|internal) (?:(?:sealed|static|abstract|partial|readonly) )*(?:class|record struct|record|struct|interface|enum) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
