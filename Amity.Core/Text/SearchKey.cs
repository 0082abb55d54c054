using System.Text;

namespace Amity.Core.Text;

/// <summary>
/// A text in the form in which a keyword is looked for in it: upper and lower case are one, accents count. "ÄLI" is found in "Älise",
/// "Alice" is not found in "Älice". Fold both the text and the keyword, then look for the one inside the other, unit by unit.
/// </summary>
public static class SearchKey
{
    /// <summary>
    /// Unicode's simple case folding, one character for one; never culture-sensitive. Null gives an empty text. A lone surrogate becomes
    /// U+FFFD, because it cannot be stored.
    /// </summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var folded = new StringBuilder(text.Length);
        Span<char> units = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            folded.Append(units[..new Rune(Fold(rune.Value)).EncodeToUtf16(units)]);
        }

        return folded.ToString();
    }

    private static int Fold(int codePoint)
    {
        var runs = TextTables.FoldRuns;
        int low = 0, high = runs.Length / 4;
        while (low < high)
        {
            var middle = (low + high) / 2;
            var run = runs.Slice(middle * 4, 4);
            if (codePoint > run[1])
            {
                low = middle + 1;
            }
            else if (codePoint < run[0])
            {
                high = middle;
            }
            else
            {
                return (codePoint - run[0]) % run[2] == 0 ? codePoint + run[3] : codePoint;
            }
        }

        return codePoint;
    }
}
