namespace Amity.Core.Matching;

/// <summary>
/// Unicode's simple case folding: one character for one, of all scripts, never culture-sensitive. No folding leads from one plane to another
/// or to a pair with another first half, so a folded text has as many units as before and every one stands where it stood.
/// </summary>
internal static partial class CaseFolding
{
    private static readonly char[] Units = Expand();

    /// <summary>The character that stands for all of its cases.</summary>
    public static int Of(int codePoint)
    {
        if (codePoint < 0x10000)
        {
            return Units[codePoint];
        }

        for (var i = 0; i < Runs.Length; i += 4)
        {
            if (codePoint >= Runs[i] && codePoint <= Runs[i + 1])
            {
                return (codePoint - Runs[i]) % Runs[i + 2] == 0 ? codePoint + Runs[i + 3] : codePoint;
            }
        }

        return codePoint;
    }

    /// <summary>Folds every character; a lone half of a pair stays as it is.</summary>
    public static void Fold(ReadOnlySpan<char> text, Span<char> folded)
    {
        for (var i = 0; i < text.Length; i++)
        {
            folded[i] = char.IsLowSurrogate(text[i]) && i > 0 && char.IsHighSurrogate(text[i - 1])
                ? Low(text[i - 1], text[i])
                : Units[text[i]];
        }
    }

    public static string Fold(string text) => string.Create(text.Length, text, (folded, from) => Fold(from, folded));

    private static char Low(char high, char low) => (char)(0xDC00 | (Of(char.ConvertToUtf32(high, low)) & 0x3FF));

    private static char[] Expand()
    {
        var units = new char[0x10000];
        for (var unit = 0; unit < units.Length; unit++)
        {
            units[unit] = (char)unit;
        }

        for (var i = 0; i < Runs.Length && Runs[i] < units.Length; i += 4)
        {
            for (var unit = Runs[i]; unit <= Runs[i + 1]; unit += Runs[i + 2])
            {
                units[unit] = (char)(unit + Runs[i + 3]);
            }
        }

        return units;
    }
}
