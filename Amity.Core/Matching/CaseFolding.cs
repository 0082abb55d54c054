namespace Amity.Core.Matching;

/// <summary>
/// Unicode's simple case folding: one character for one, of all scripts, never culture-sensitive. No folding leads from one plane to another
/// or to a pair with another first half, so a folded text has as many units as before and every one stands where it stood.
/// </summary>
internal static partial class CaseFolding
{
    private static readonly char[] Units = Expand(out FirstOfPairs);

    // Where the runs beyond U+FFFF begin.
    private static readonly int FirstOfPairs;

    /// <summary>The character that stands for all of its cases.</summary>
    public static int Of(int codePoint)
    {
        if (codePoint < 0x10000)
        {
            return Units[codePoint];
        }

        var runs = Runs[FirstOfPairs..];
        for (var i = 0; i < runs.Length; i += 4)
        {
            if (codePoint >= runs[i] && codePoint <= runs[i + 1])
            {
                return (codePoint - runs[i]) % runs[i + 2] == 0 ? codePoint + runs[i + 3] : codePoint;
            }
        }

        return codePoint;
    }

    /// <summary>A unit that is no half of a pair.</summary>
    public static char Of(char unit) => Units[unit];

    /// <summary>The second half of a pair. The first stays.</summary>
    public static char OfLow(char high, char low) => (char)(0xDC00 | (Of(char.ConvertToUtf32(high, low)) & 0x3FF));

    /// <summary>Every character folded; a lone half of a pair stays as it is.</summary>
    public static string Fold(string text) => string.Create(text.Length, text, static (folded, from) =>
    {
        for (var i = 0; i < folded.Length; i++)
        {
            folded[i] = i > 0 && char.IsSurrogatePair(from[i - 1], from[i]) ? OfLow(from[i - 1], from[i]) : Of(from[i]);
        }
    });

    /// <summary>All characters that are one with another, together with those.</summary>
    public static IEnumerable<List<int>> Classes()
    {
        var classes = new SortedDictionary<int, List<int>>();
        for (var i = 0; i < Runs.Length; i += 4)
        {
            for (var character = Runs[i]; character <= Runs[i + 1]; character += Runs[i + 2])
            {
                var folded = character + Runs[i + 3];
                if (!classes.TryGetValue(folded, out var same))
                {
                    classes[folded] = same = [folded];
                }

                same.Add(character);
            }
        }

        return classes.Values;
    }

    private static char[] Expand(out int firstOfPairs)
    {
        var units = new char[0x10000];
        for (var unit = 0; unit < units.Length; unit++)
        {
            units[unit] = (char)unit;
        }

        var i = 0;
        for (; Runs[i] < units.Length; i += 4)
        {
            for (var unit = Runs[i]; unit <= Runs[i + 1]; unit += Runs[i + 2])
            {
                units[unit] = (char)(unit + Runs[i + 3]);
            }
        }

        firstOfPairs = i;
        return units;
    }
}
