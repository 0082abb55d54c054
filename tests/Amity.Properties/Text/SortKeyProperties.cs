using System.Text;
using Amity.Core.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Amity.Properties.Text;

/// <summary>Stored sort keys against a comparison that a reader can check: bases, then accents, then case.</summary>
public class SortKeyProperties
{
    // Few distinct letters, so that texts tie on a level often; repeated, so that some are longer than any key.
    private static readonly Gen<Letter[]> AnyLetters =
        from alphabet in Gen.Elements(Letter.Ascii, Letter.Latin, Letter.Latin, Letter.All, Letter.All)
        from some in Gen.Elements(alphabet).ListOf()
        from times in Gen.Frequency((8, Gen.Constant(1)), (1, Gen.Choose(2, 40)))
        select Enumerable.Repeat(some, times).SelectMany(letters => letters).ToArray();

    // Two texts of the same bases, all equal until accents and capitals come late.
    private static readonly Gen<(Letter[] A, Letter[] B)> SameBases =
        from before in Gen.OneOf(Gen.Constant(0), Gen.Choose(26, 34), Gen.Choose(56, 60), Gen.Choose(90, 97))
        from alphabet in Gen.Elements(Letter.Ascii, Letter.Latin)
        from bases in Gen.Elements(alphabet).ListOf().Resize(8)
        from picks in Gen.Choose(0, 1000).ListOf(2 * bases.Count)
        let start = Enumerable.Repeat(alphabet[0], before)
        select (
            start.Concat(bases.Select((letter, i) => letter.Variant(alphabet, picks[i]))).ToArray(),
            start.Concat(bases.Select((letter, i) => letter.Variant(alphabet, picks[bases.Count + i]))).ToArray());

    [Fact]
    public void the_documented_order()
    {
        string[] expected = ["adam", "Älex", "Alice", "Arthur", "charlie", "Kristen"];
        Assert.Equal(expected, expected.Reverse().OrderBy(SortKey.Of, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("", " ", "!", "~", "€", "👍", "0", "٣", "9", "a", "A", "á", "Á", "å", "az", "b", "z", "ə", "α", "Ω", "а", "Я", "あ", "ア", "い", "中", "한", "𠀀")]
    [InlineData("a", "a b", "a-b", "a1", "aa", "ab")]
    [InlineData("resume", "Resume", "resumé", "résume", "résumé", "resumes")]
    [InlineData("strase", "strasse", "straße", "STRASSE", "strasze")]
    [InlineData("ae", "aé", "áe", "af")]
    [InlineData("ae", "AE", "aé", "æ", "Æ", "af")]
    [InlineData("o", "ö", "ø", "Ø", "oa", "p")]
    [InlineData("fi", "Fi", "FI", "ﬁ", "fj")]
    [InlineData("Alice", "𝓐lice", "Alicf", "ʙob", "bOc")]
    public void texts_in_their_order(params string[] texts)
    {
        for (var i = 1; i < texts.Length; i++)
        {
            Assert.True(string.CompareOrdinal(SortKey.Of(texts[i - 1]), SortKey.Of(texts[i])) < 0, $"'{texts[i - 1]}' before '{texts[i]}'");
        }
    }

    [Fact]
    public void keys_of_short_texts_sort_as_bases_then_accents_then_case() => Hold.For(
        Gen.OneOf(AnyLetters.Two().Select(two => (A: two.Item1, B: two.Item2)), SameBases), 8000, pair =>
    {
        var (a, b) = pair;
        var (left, right) = (SortKey.Of(Letter.Text(a)), SortKey.Of(Letter.Text(b)));
        var expected = Letter.Compare(a, b);
        var actual = Math.Sign(string.CompareOrdinal(left, right));

        // A key that was cut may tie; it never contradicts.
        var cut = Encoding.UTF8.GetByteCount(left) > SortKey.MaxBytes - 3 || Encoding.UTF8.GetByteCount(right) > SortKey.MaxBytes - 3;
        Assert.True(actual == expected || (cut && actual == 0), $"'{Letter.Text(a)}' ({left}) and '{Letter.Text(b)}' ({right}): {expected}, not {actual}");
    });

    [Fact]
    public void a_cut_never_puts_a_text_before_a_smaller_one()
    {
        // Texts that agree until about the place of the cut, where characters of one, two and three bytes meet.
        var texts =
            from width in Gen.Choose(110, 121)
            from a in Gen.Elements(Letter.All).ListOf().Resize(8)
            from b in Gen.Elements(Letter.All).ListOf().Resize(8)
            let start = Enumerable.Repeat(Letter.All[0], width)
            select (A: start.Concat(a).ToArray(), B: start.Concat(b).ToArray());
        Hold.For(texts, 3000, pair =>
        {
            var actual = Math.Sign(string.CompareOrdinal(SortKey.Of(Letter.Text(pair.A)), SortKey.Of(Letter.Text(pair.B))));
            Assert.True(actual == 0 || actual == Letter.Compare(pair.A, pair.B));
        });
    }

    [Fact]
    public void composed_and_decomposed_texts_have_one_key() => Hold.For(AnyLetters, 2000, letters =>
        Assert.Equal(SortKey.Of(Letter.Text(letters)), SortKey.Of(Letter.Decomposed(letters))));

    [Theory]
    [InlineData("ǭ", "o\u0304\u0328", "o\u0328\u0304")]
    [InlineData("ệ", "e\u0302\u0323", "e\u0323\u0302", "ê\u0323", "ẹ\u0302")]
    [InlineData("が", "か\u3099")]
    public void the_order_of_accents_that_do_not_touch_is_nothing(string text, params string[] others) =>
        Assert.All(others, other => Assert.Equal(SortKey.Of(text), SortKey.Of(other)));

    [Fact]
    public void every_key_is_short_clean_and_sorts_alike_in_both_encodings() => Hold.For(Texts.Units.Two(), 5000, pair =>
    {
        var (a, b) = (SortKey.Of(pair.Item1), SortKey.Of(pair.Item2));
        Assert.InRange(Encoding.UTF8.GetByteCount(a), 0, SortKey.MaxBytes);
        Assert.DoesNotContain(a, unit => unit is < ' ' or '\u007F' || unit >= '\uD800');
        Assert.Equal(a, Encoding.UTF8.GetString(new UTF8Encoding(false, true).GetBytes(a)));
        Assert.Equal(Math.Sign(string.CompareOrdinal(a, b)), Math.Sign(Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b))));
        Assert.Equal(a, SortKey.Of(pair.Item1));
    });

    [Fact]
    public void every_code_point_has_a_key_and_only_invisible_ones_an_empty_one()
    {
        var empty = 0;
        for (var codePoint = 0; codePoint <= 0x10FFFF; codePoint++)
        {
            var text = codePoint is >= 0xD800 and <= 0xDFFF ? ((char)codePoint).ToString() : char.ConvertFromUtf32(codePoint);
            var key = SortKey.Of(text);
            Assert.InRange(Encoding.UTF8.GetByteCount(key), 0, SortKey.MaxBytes);
            empty += key.Length == 0 ? 1 : 0;
            if (key.Length == 0)
            {
                Assert.False(char.IsLetterOrDigit(text, 0) && codePoint is not (0x115F or 0x1160 or 0x3164 or 0xFFA0), $"U+{codePoint:X4}");
            }
        }

        Assert.InRange(empty, 100, 600);
    }

    [Fact]
    public void texts_without_anything_visible_come_first()
    {
        Assert.Equal("", SortKey.Of(null));
        Assert.Equal("", SortKey.Of(""));
        Assert.Equal("", SortKey.Of("\0\u200D\uFEFF"));
        Assert.Equal(SortKey.Of("ab"), SortKey.Of("a\0\u200Db\uFE0F"));
        Assert.Equal(SortKey.Of("\uFFFD"), SortKey.Of("\uD800"));
    }

    [Fact]
    public void a_megabyte_takes_no_time()
    {
        Assert.InRange(SortKey.Of(new string('é', 1_000_000)).Length, 1, SortKey.MaxBytes);
        Assert.InRange(SortKey.Of("a" + string.Concat(Enumerable.Repeat("\u0301\u0323", 500_000))).Length, 1, SortKey.MaxBytes);
        Assert.InRange(SortKey.Of(new string('\u200D', 1_000_000)).Length, 0, 0);
    }

    [Fact]
    public void every_user_name_of_fifty_latin_letters_is_told_apart_by_its_case() => Hold.For(
        Gen.Elements([.. "abcxyzABCXYZ"]).ArrayOf(50).Two(), 500, pair =>
            Assert.Equal(pair.Item1.SequenceEqual(pair.Item2), SortKey.Of(new string(pair.Item1)) == SortKey.Of(new string(pair.Item2))));
}
