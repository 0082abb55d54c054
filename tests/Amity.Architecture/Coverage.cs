using System.Text;
using System.Text.RegularExpressions;
using Amity.Core.Http;
using Microsoft.AspNetCore.Routing;

namespace Amity.Architecture;

/// <summary>The README's table of the public API: every operation of the description, built or not, from the routes that the program maps.</summary>
internal static partial class Coverage
{
    public const string Begin = "<!-- coverage: made by scripts/coverage -->\n";
    public const string End = "<!-- end of coverage -->";

    /// <summary>The table that belongs between <see cref="Begin"/> and <see cref="End"/>.</summary>
    public static string Table(IEnumerable<RouteEndpoint> routes)
    {
        var served = routes
            .Where(route => route.Metadata.GetMetadata<UseCaseEndpoint>() is not null)
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {route.RoutePattern.RawText}"))
            .ToDictionary(Nameless, StringComparer.OrdinalIgnoreCase);
        var described = Operations().ToList();
        var isBuilt = described.ToDictionary(one => one.Operation, one => served.ContainsKey(Nameless(one.Operation)));
        var beyond = served
            .Where(one => !described.Any(known => string.Equals(Nameless(known.Operation), one.Key, StringComparison.OrdinalIgnoreCase)))
            .Select(one => one.Value)
            .Order(StringComparer.Ordinal)
            .ToList();

        var text = new StringBuilder();
        text.Append($"{isBuilt.Values.Count(built => built)} of the {isBuilt.Count} operations of the public API description are built; ");
        text.Append($"routes beyond it that the official clients use: {beyond.Count}. What is not built answers 404 in the API's error envelope.\n\n");
        text.Append("| Part of the API | Operations | Built |\n| --- | ---: | ---: |\n");
        foreach (var part in described.GroupBy(one => one.Part))
        {
            text.Append($"| {part.Key} | {part.Count()} | {part.Count(one => isBuilt[one.Operation])} |\n");
        }

        text.Append("\n<details>\n<summary>Every operation</summary>\n\n| Operation | Built |\n| --- | --- |\n");
        foreach (var (_, operation) in described)
        {
            text.Append($"| `{operation}` | {(isBuilt[operation] ? "yes" : "no")} |\n");
        }

        foreach (var operation in beyond)
        {
            text.Append($"| `{operation}` | yes, beyond the description |\n");
        }

        return text.Append("\n</details>\n").ToString();
    }

    private static IEnumerable<(string Part, string Operation)> Operations()
    {
        var part = "";
        foreach (var line in Source.Read("tests/Amity.Architecture/operations.txt").Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == '[')
            {
                part = line[1..^1];
            }
            else
            {
                yield return (part, line);
            }
        }
    }

    /// <summary>The description and the program may call a parameter differently.</summary>
    private static string Nameless(string operation) => Parameter().Replace(operation, "{}");

    [GeneratedRegex(@"\{[^}]*\}|(?<=/):\w+")]
    private static partial Regex Parameter();
}
