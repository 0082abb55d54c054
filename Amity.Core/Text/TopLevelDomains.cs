using System.Collections.Frozen;

namespace Amity.Core.Text;

/// <summary>The last parts of the domain names that exist, in any case: <c>com</c>, <c>de</c>, <c>рф</c>, <c>xn--p1ai</c>.</summary>
internal static partial class TopLevelDomains
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Known = Names
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Has(ReadOnlySpan<char> name) => Known.Contains(name);
}
