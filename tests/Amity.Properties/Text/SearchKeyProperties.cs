using System.Text;
using Amity.Core.Text;
using Xunit;

namespace Amity.Properties.Text;

/// <summary>Case does not count in a search, accents do.</summary>
public class SearchKeyProperties
{
    [Theory]
    [InlineData("Älice", "Alice", false)]
    [InlineData("Älise", "Äli", true)]
    [InlineData("Älise", "ÄLI", true)]
    [InlineData("ÄLISE", "äli", true)]
    [InlineData("Κώστας", "ΣΤΑΣ", true)]
    [InlineData("ΚΏΣΤΑΣ", "ώστας", true)]
    [InlineData("ДМИТРИЙ", "митр", true)]
    [InlineData("Straße", "STRASSE", false)]
    [InlineData("STRAẞE", "straße", true)]
    [InlineData("𐐀x", "𐐨X", true)]
    [InlineData("İstanbul", "istanbul", false)]
    [InlineData("IRMAK", "irmak", true)]
    [InlineData("ꭰ", "Ꭰ", true)]
    [InlineData("\u212Aelvin", "kelvin", true)]
    public void a_keyword_is_found_whatever_its_case(string text, string keyword, bool found) =>
        Assert.Equal(found, SearchKey.Of(text).Contains(SearchKey.Of(keyword), StringComparison.Ordinal));

    [Fact]
    public void a_key_is_its_own_key_and_has_as_many_characters() => Hold.For(Texts.Units, 3000, text =>
    {
        var key = SearchKey.Of(text);
        Assert.Equal(key, SearchKey.Of(key));
        Assert.Equal(text.EnumerateRunes().Count(), key.EnumerateRunes().Count());
        Assert.Equal(key, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(key)));
    });

    [Fact]
    public void both_cases_of_every_letter_have_one_key()
    {
        var newer = 0;
        foreach (var upper in Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value)))
        {
            var lower = Rune.ToLowerInvariant(upper);
            if (lower == upper || Rune.ToUpperInvariant(lower) != upper)
            {
                continue;
            }

            var (one, other) = (SearchKey.Of(upper.ToString()), SearchKey.Of(lower.ToString()));
            if (one == upper.ToString() && other == lower.ToString())
            {
                // The runtime may know letters of a newer Unicode than the table, which stays as it is because its keys are stored.
                newer++;
                continue;
            }

            Assert.Equal(one, other);
        }

        Assert.InRange(newer, 0, 60);
    }

    [Fact]
    public void null_is_an_empty_text() => Assert.Equal("", SearchKey.Of(null));
}
