using System.Globalization;
using System.Text;
using Amity.Core.Matching;
using Amity.Core.Text;
using Xunit;

namespace Amity.Properties.Matching;

/// <summary>What is one character to the matcher, held to two sources that know nothing of its table.</summary>
public class CaseFoldingProperties
{
    private static readonly Rune[] All = [.. Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value))];

    [Fact]
    public void characters_are_one_when_the_capitals_and_small_letters_of_the_runtime_are()
    {
        // The table may know letters that are newer than the runtime.
        var assigned = All.Where(rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.OtherNotAssigned).ToArray();
        var ours = Classes(assigned, CaseFolding.Of);
        Assert.True(ours.Length > 1400);
        Assert.Equal(Classes(assigned, MatcherModel.Fold), ours);
    }

    [Fact]
    public void characters_that_a_search_takes_for_one_are_one() => Assert.All(
        All.Where(rune => SearchKey.Of(rune.ToString()) != rune.ToString()),
        rune => Assert.Equal(CaseFolding.Of(SearchKey.Of(rune.ToString()).EnumerateRunes().First().Value), CaseFolding.Of(rune.Value)));

    [Fact]
    public void a_folded_character_folds_to_itself_and_has_as_many_units()
    {
        foreach (var rune in All)
        {
            var folded = CaseFolding.Of(rune.Value);
            if (folded != rune.Value)
            {
                Assert.Equal(folded, CaseFolding.Of(folded));
                Assert.Equal(rune.Utf16SequenceLength, new Rune(folded).Utf16SequenceLength);
                Assert.Equal(char.ConvertFromUtf32(folded), CaseFolding.Fold(rune.ToString()));
            }
        }
    }

    /// <summary>Those of more than one character, each written out.</summary>
    private static string[] Classes(Rune[] characters, Func<int, int> fold) =>
        [.. characters.GroupBy(rune => fold(rune.Value)).Where(same => same.Skip(1).Any()).Select(same => string.Join(' ', same.Select(rune => $"{rune.Value:X}"))).Order(StringComparer.Ordinal)];
}
