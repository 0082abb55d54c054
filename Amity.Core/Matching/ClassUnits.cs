using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Amity.Core.Matching;

/// <summary>The units that a class of a regular expression holds. Asked of .NET, so that a class is what its documentation says.</summary>
internal static class ClassUnits
{
    // What is worth keeping for all programs: classes as they are written, mostly \w and the like.
    private const int MostClasses = 256;

    private static readonly ConcurrentDictionary<(string Text, RegexOptions Options), ulong[]> Classes = new();

    private static readonly string AllUnits = string.Create(0x10000, 0, static (units, _) =>
    {
        for (var unit = 0; unit < units.Length; unit++)
        {
            units[unit] = (char)unit;
        }
    });

    /// <summary>A bit for each unit, set for those of the class.</summary>
    public static ulong[] Of(PatternNode.Class some)
    {
        if (Classes.TryGetValue((some.Text, some.Options), out var units))
        {
            return units;
        }

        units = new ulong[0x10000 / 64];
        foreach (var match in Regex.EnumerateMatches(AllUnits, some.Text, some.Options | RegexOptions.CultureInvariant))
        {
            units[match.Index >> 6] |= 1UL << match.Index;
        }

        // Of more than a capital and its small letter .NET knows nothing: neither that ς is a σ. Categories ask for a case, and what is taken
        // out of a class must not come back.
        if (some.Options.HasFlag(RegexOptions.IgnoreCase) && some.Text[0] == '[' && !some.Text.Contains(@"\p", StringComparison.OrdinalIgnoreCase) && !some.Text.Contains("-[", StringComparison.Ordinal))
        {
            AddCases(units, isNegated: some.Text[1] == '^');
        }

        if (Classes.Count < MostClasses)
        {
            Classes.TryAdd((some.Text, some.Options), units);
        }

        return units;
    }

    private static void AddCases(ulong[] units, bool isNegated)
    {
        foreach (var cases in CaseFolding.Classes())
        {
            if (cases[0] < 0x10000 && cases.Exists(unit => (units[unit >> 6] >> unit & 1) != (isNegated ? 1UL : 0)))
            {
                cases.ForEach(unit => units[unit >> 6] = isNegated ? units[unit >> 6] & ~(1UL << unit) : units[unit >> 6] | (1UL << unit));
            }
        }
    }
}
