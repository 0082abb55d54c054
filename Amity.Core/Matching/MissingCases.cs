using System.Text.RegularExpressions;

namespace Amity.Core.Matching;

/// <summary>
/// Characters that are one in words and not in .NET's regular expressions, which join no pair beyond U+FFFF and, of others, only a capital and its
/// small letter: they do not know that ς is a σ.
/// </summary>
internal static class MissingCases
{
    private static readonly Lazy<Dictionary<int, string>> Odd = new(Find);

    /// <summary>All cases of a character when .NET does not know them all, else nothing. For one beyond U+FFFF: the second halves of its cases.</summary>
    public static string Of(int codePoint) => Odd.Value.GetValueOrDefault(codePoint, "");

    /// <summary>All cases of the characters between these of which .NET does not know them all.</summary>
    public static string Of(char from, char to) => string.Concat(Odd.Value.Where(odd => odd.Key >= from && odd.Key <= to).Select(odd => odd.Value));

    // Asked of .NET itself rather than listed, because its table is part of the runtime.
    private static Dictionary<int, string> Find()
    {
        var missing = new Dictionary<int, string>();
        foreach (var cases in CaseFolding.Classes())
        {
            if (cases[0] > 0xFFFF)
            {
                var lows = string.Concat(cases.Select(character => char.ConvertFromUtf32(character)[1]));
                cases.ForEach(character => missing[character] = lows);
                continue;
            }

            var text = string.Concat(cases.Select(character => (char)character));
            foreach (var character in text)
            {
                var known = Regex.Count(text, Regex.Escape(character.ToString()), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
                if (known < text.Length)
                {
                    missing[character] = text;
                }
            }
        }

        return missing;
    }
}
