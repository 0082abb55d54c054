using Amity.Core.Matching;
using FsCheck.Fluent;
using Xunit;

namespace Amity.Properties.Matching;

/// <summary>The compiled set finds what the naive model finds: whether, which and where.</summary>
public class MatcherProperties
{
    [Fact]
    public void words_are_found_where_the_model_finds_them()
    {
        int hits = 0, misses = 0;
        Hold.For(MatcherCases.Words, 3000, some => _ = Holds(some) ? hits++ : misses++);
        Assert.True(hits > 300 && misses > 300, $"{hits} hits and {misses} misses say little.");
    }

    [Fact]
    public void words_are_found_in_long_texts() => Hold.For(MatcherCases.LongTexts, 300, some => { Holds(some); });

    [Fact]
    public void regular_expressions_are_found_where_a_backtracking_engine_finds_them()
    {
        int hits = 0, misses = 0;
        Hold.For(MatcherCases.Patterns, 200, some => _ = Holds(some) ? hits++ : misses++);
        Assert.True(hits > 20 && misses > 20, $"{hits} hits and {misses} misses say little.");
    }

    [Fact]
    public void a_text_is_folded_alike_with_and_without_wide_vectors() => Hold.For(
        Gen.OneOf(Texts.Units, MatcherCases.Words.Select(some => some.Text), MatcherCases.LongTexts.Select(some => some.Text)), 3000, text =>
    {
        var plain = FoldedText.Of(text, isVectorized: false);
        var (units, words, beyond) = (plain.Units.ToArray(), plain.Words[..plain.Blocks].ToArray(), plain.Beyond[..plain.Blocks].ToArray());
        var wide = FoldedText.Of(text);
        Assert.Equal(units, wide.Units.ToArray());
        Assert.Equal(words, wide.Words[..wide.Blocks].ToArray());
        Assert.Equal(beyond, wide.Beyond[..wide.Blocks].ToArray());
        Assert.Equal(CaseFolding.Fold(text), wide.Units[..text.Length].ToString());
    });

    private static bool Holds(MatcherCase some)
    {
        var expected = new MatcherModel(some.Rules).Find(some.Text);
        var found = RuleSet.Build(some.Rules).TryFind(some.Text, out var hit);
        Assert.Equal(expected, found ? hit : null);
        return found;
    }
}
