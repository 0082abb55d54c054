using System.Globalization;
using System.Text;

namespace Amity.Core.Matching;

/// <summary>
/// What words are made of, in any script: letters, numbers, the marks on them, and what connects as the underscore does. Variation selectors
/// are not: the one behind a heart would make the word behind it a part of the heart's. Neither is half a pair.
/// </summary>
internal static class WordCharacters
{
    // A bit for each of the first 65,536 characters.
    private static readonly ulong[] Units = Expand();

    /// <summary>A unit that is no half of a pair.</summary>
    public static bool Contains(char unit) => (Units[unit >> 6] >> unit & 1) != 0;

    public static bool Contains(Rune character) => Rune.GetUnicodeCategory(character) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter => true,
        UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => true,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => true,
        UnicodeCategory.SpacingCombiningMark or UnicodeCategory.ConnectorPunctuation => true,
        UnicodeCategory.NonSpacingMark => character.Value is not ((>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) or (>= 0x180B and <= 0x180F)),
        _ => false,
    };

    private static ulong[] Expand()
    {
        var units = new ulong[0x10000 / 64];
        for (var unit = 0; unit < 0x10000; unit++)
        {
            if (Rune.TryCreate((char)unit, out var character) && Contains(character))
            {
                units[unit >> 6] |= 1UL << unit;
            }
        }

        return units;
    }
}
