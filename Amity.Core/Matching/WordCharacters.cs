using System.Globalization;
using System.Text;

namespace Amity.Core.Matching;

/// <summary>
/// What words are made of, in any script: letters, numbers, the marks on them, and what connects as the underscore does. Variation selectors are not:
/// the one behind a heart would make the word behind it a part of the heart's. Neither is half a pair.
/// </summary>
internal static class WordCharacters
{
    public static bool Contains(Rune character) => Rune.GetUnicodeCategory(character) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter => true,
        UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => true,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => true,
        UnicodeCategory.SpacingCombiningMark or UnicodeCategory.ConnectorPunctuation => true,
        UnicodeCategory.NonSpacingMark => character.Value is not ((>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) or (>= 0x180B and <= 0x180F)),
        _ => false,
    };

    /// <summary>Whether a word may begin or end here: anywhere but between two characters of words.</summary>
    public static bool IsBoundary(ReadOnlySpan<char> text, int at) => !(
        Rune.DecodeLastFromUtf16(text[..at], out var before, out _) == System.Buffers.OperationStatus.Done && Contains(before)
        && Rune.DecodeFromUtf16(text[at..], out var after, out _) == System.Buffers.OperationStatus.Done && Contains(after));
}
