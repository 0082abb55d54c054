using System.Text.RegularExpressions;

namespace Amity.Architecture;

/// <summary>Who owns which table, and who may read it, as the banners of the schema say.</summary>
internal static partial class Tables
{
    /// <param name="Name">As in the schema.</param>
    /// <param name="Owner">The module of the banner.</param>
    /// <param name="Readers">The modules that may join it; null for all, empty for none but the owner.</param>
    public sealed record Table(string Name, string Owner, IReadOnlyList<string>? Readers);

    public static IReadOnlyDictionary<string, Table> All { get; } = Parse().ToDictionary(table => table.Name);

    private static IEnumerable<Table> Parse()
    {
        var owner = "";
        IReadOnlyList<string>? readers = [];
        foreach (var line in Source.Read("amity.db.sql").Split('\n'))
        {
            if (Banner().Match(line) is { Success: true } banner)
            {
                owner = banner.Groups["owner"].Value;
                readers = banner.Groups["readers"].Value.Trim() switch
                {
                    "" => [],
                    "readable by all modules" => null,
                    var text => text["readable by ".Length..].Split(", "),
                };
            }
            else if (Create().Match(line) is { Success: true } create)
            {
                yield return new Table(create.Groups["name"].Value, owner, readers);
            }
        }
    }

    [GeneratedRegex(@"^-- (?<owner>\w+) -{10,}(?<readers>.*)$")]
    private static partial Regex Banner();

    [GeneratedRegex(@"^create table (?<name>\w+)")]
    private static partial Regex Create();
}
