using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amity.Core.Text;

namespace Amity.Modules.Moderation;

/// <summary>When two texts are the same.</summary>
internal static class SaidText
{
    /// <summary>
    /// What a request says, as a hash: all that its author wrote in it together, so that a poll is its question with its answers. Case, the
    /// kind and number of spaces and signs that nobody sees make no difference. Null when there is nothing to see, as with a picture alone.
    /// </summary>
    public static string? HashOf(IReadOnlyCollection<string> texts)
    {
        var folded = new StringBuilder(texts.Sum(text => text.Length + 1));
        foreach (var text in texts)
        {
            Add(folded, text);
        }

        return folded.Length == 0 ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folded.ToString())).AsSpan(0, 16));
    }

    /// <summary>Adds the words of a text; before each but the very first stands one space.</summary>
    private static void Add(StringBuilder folded, string text)
    {
        var isWordBegun = false;
        foreach (var rune in SearchKey.Of(text).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                isWordBegun = false;
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control))
            {
                if (!isWordBegun && folded.Length > 0)
                {
                    folded.Append(' ');
                }

                isWordBegun = true;
                folded.Append(rune);
            }
        }
    }
}
