using Amity.Core.Matching;
using Xunit;

namespace Amity.Properties.Matching;

/// <summary>The compiled set finds what the naive model finds: whether, which and where.</summary>
public class MatcherProperties
{
    [Fact]
    public void words_are_found_where_the_model_finds_them()
    {
        int hits = 0, misses = 0;
        Hold.For(MatcherCases.Words, 3000, some => Count(Holds(some), ref hits, ref misses));
        Assert.True(hits > 300 && misses > 300, $"{hits} hits and {misses} misses say little.");
    }

    [Fact]
    public void words_are_found_in_long_texts() => Hold.For(MatcherCases.LongTexts, 300, some => { Holds(some); });

    internal static bool Holds(MatcherCase some)
    {
        var expected = new MatcherModel(some.Rules).Find(some.Text);
        var found = RuleSet.Build(some.Rules).TryFind(some.Text, out var hit);
        Assert.Equal(expected, found ? hit : null);
        return found;
    }

    private static void Count(bool found, ref int hits, ref int misses) => _ = found ? hits++ : misses++;
}
