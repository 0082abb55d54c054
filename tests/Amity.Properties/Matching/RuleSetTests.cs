using Amity.Core.Matching;
using Xunit;

namespace Amity.Properties.Matching;

/// <summary>What a set of rules promises, rule by rule.</summary>
public class RuleSetTests
{
    [Theory]
    [InlineData("ass", "class", true)]
    [InlineData("Spam Mail", "no SPAM MAIL here", true)]
    [InlineData("spam mail", "spam  mail", false)]
    [InlineData("ΚΏΣΤΑΣ", "κώστας", true)]
    [InlineData("kelvin", "\u212AELVIN", true)]
    [InlineData("strasse", "straße", false)]
    [InlineData("STRAẞE", "straße", true)]
    [InlineData("ırmak", "IRMAK", false)]
    [InlineData("𐐀𐐁", "x𐐨𐐩", true)]
    [InlineData("é", "e\u0301", false)]
    [InlineData("a\0b", "xA\0B", true)]
    [InlineData("👍", "ok👍🏽", true)]
    public void a_word_is_found_anywhere(string rule, string text, bool found) => Assert.Equal(found, Finds(new MatchRule(rule, false, false), text));

    [Theory]
    [InlineData("hit", "a hit.", true)]
    [InlineData("hit", "white", false)]
    [InlineData("hit", "hit_", false)]
    [InlineData("hit", "hit2", false)]
    [InlineData("hit", "hit\u0301", false)]
    [InlineData("hit", "x-hit-x", true)]
    [InlineData("hit", "❤\uFE0Fhit❤", true)]
    [InlineData("hit", "жhit", false)]
    [InlineData("hit", "𐐀hit", false)]
    [InlineData("$hit", "a$hit", true)]
    [InlineData("$hit", "$hits", false)]
    [InlineData("c++", "c++x", true)]
    [InlineData("c++", "abc++", false)]
    [InlineData("bad word", "a bad word!", true)]
    [InlineData("bad word", "a bad words", false)]
    [InlineData("中", "中文", false)]
    [InlineData("мир", "Мир!", true)]
    public void a_whole_word_is_found_between_boundaries(string rule, string text, bool found) =>
        Assert.Equal(found, Finds(new MatchRule(rule, false, true), text));

    [Theory]
    [InlineData("b[a4@]d+", false, "so B4DDD", true)]
    [InlineData("b[a4@]d+", true, "so b4dly", false)]
    [InlineData("b[a4@]d+", true, "bad, b@d", true)]
    [InlineData("κώστας", false, "ΚΏΣΤΑΣ", true)]
    [InlineData("[^ς]x", false, "Σx", false)]
    [InlineData("[ρ-τ]{2}x", false, "ςΣx", true)]
    [InlineData("𐐀+z", false, "𐐨Z", true)]
    [InlineData("(?-i)Ab", false, "ab", false)]
    [InlineData("(?-i:A)b", false, "AB", true)]
    [InlineData("\u017Fpam", false, "SPAM", true)]
    [InlineData("spam", false, "\u017Fpam", true)]
    [InlineData("^only$", false, "only", true)]
    [InlineData("^only$", false, "not only", false)]
    [InlineData("(a+)+$", false, "xaaaa", true)]
    [InlineData("ab(?#twice){2}c", false, "abbc", true)]
    [InlineData("ab(?#twice){2}c", false, "abc", false)]
    [InlineData("foo.*bar", true, "a foo and a bar", true)]
    [InlineData("\\$+", true, "a$$$b", true)]
    public void a_regular_expression_is_found(string rule, bool isWholeWord, string text, bool found) =>
        Assert.Equal(found, Finds(new MatchRule(rule, true, isWholeWord), text));

    [Theory]
    [InlineData("", false)]
    [InlineData("", true)]
    [InlineData("a)(b", true)]
    [InlineData("a|*", true)]
    [InlineData("(a", true)]
    [InlineData("a*", true)]
    [InlineData("\\b", true)]
    [InlineData("(?m)^|x", true)]
    [InlineData("(a)\\1", true)]
    [InlineData("(?<q>a)\\k<q>", true)]
    [InlineData("(?=a)b", true)]
    [InlineData("a(?!b)", true)]
    [InlineData("(?<=a)b", true)]
    [InlineData("(?<!a)b", true)]
    [InlineData("(?>a+)b", true)]
    [InlineData("(?(a)b|c)", true)]
    [InlineData("(?<q>a)(?<-q>b)", true)]
    [InlineData("(?x) a b", true)]
    [InlineData("(?x:a # b\n)", true)]
    [InlineData("[[:a:]]", true)]
    [InlineData("\\Ga", true)]
    [InlineData("a{2000}", true)]
    [InlineData("(a{1000}){1000}", true)]
    [InlineData("((((a{99}){99}){99}){99}){99}", true)]
    [InlineData("(((((((((a{2147483647}){2147483647}){2147483647}){2147483647}){2147483647})))))", true)]
    public void what_cannot_be_run_is_refused_with_a_reason(string rule, bool isPattern)
    {
        Assert.NotNull(RuleSet.Fault(new MatchRule(rule, isPattern, false)));
        Assert.NotNull(RuleSet.Fault(new MatchRule(rule, isPattern, true)));
        Assert.Throws<ArgumentException>(() => RuleSet.Build([new MatchRule("fine", false, false), new MatchRule(rule, isPattern, false)]));
    }

    [Fact]
    public void half_a_pair_is_refused_in_a_rule_and_passed_over_in_a_text()
    {
        Assert.NotNull(RuleSet.Fault(new MatchRule("a\uD800", false, false)));
        Assert.NotNull(RuleSet.Fault(new MatchRule("\uDC00a", true, false)));
        Assert.True(Finds(new MatchRule("hit", false, true), "\uD801hit\uDC00"));
    }

    [Fact]
    public void a_rule_has_a_greatest_length()
    {
        Assert.Null(RuleSet.Fault(new MatchRule(new string('a', MatchRule.MaxLength), false, false)));
        Assert.NotNull(RuleSet.Fault(new MatchRule(new string('a', MatchRule.MaxLength + 1), false, false)));
        Assert.NotNull(RuleSet.Fault(new MatchRule(new string('a', MatchRule.MaxLength + 1), true, false)));
    }

    [Fact]
    public void the_first_hit_is_the_earliest_and_of_those_the_lowest_rule()
    {
        var set = RuleSet.Build([new("later", false, false), new("a.*z", true, false), new("abc", false, false), new("ABC", false, true), new("ab", false, false)]);
        Assert.True(set.TryFind("-- abc later z", out var hit));
        Assert.Equal(new RuleHit(1, 3, 11), hit);
        Assert.True(set.TryFind("-- abc later", out hit));
        Assert.Equal(new RuleHit(2, 3, 3), hit);
        Assert.True(set.TryFind("-- abd later", out hit));
        Assert.Equal(new RuleHit(4, 3, 2), hit);
        Assert.True(set.TryFind("-- ab a-z", out hit));
        Assert.Equal(new RuleHit(1, 3, 6), hit);
        Assert.Equal(5, set.Count);
        Assert.True(RuleSet.Build([new("[ab]c", true, false), new("x", false, false)]).TryFind("x bc", out hit));
        Assert.Equal(new RuleHit(1, 0, 1), hit);
    }

    [Fact]
    public void a_regular_expression_that_begins_before_a_word_is_found_though_its_needle_stands_behind()
    {
        var set = RuleSet.Build([new("word", false, false), new("x.*needle", true, false)]);
        var text = $"x word {new string('-', 500)} needle";
        Assert.True(set.TryFind(text, out var hit));
        Assert.Equal(new RuleHit(1, 0, text.Length), hit);
    }

    [Fact]
    public void an_empty_set_hits_nothing()
    {
        Assert.False(RuleSet.Empty.TryFind("anything", out _));
        Assert.False(RuleSet.Build([new("a", false, false)]).TryFind("", out _));
    }

    [Fact]
    public void a_search_allocates_nothing()
    {
        var set = RuleSet.Build([.. Enumerable.Range(0, 500).Select(i => new MatchRule($"rule{i}x", false, i % 2 == 0)), new("b[ae]d+word", true, false)]);
        foreach (var text in (string[])["", "a short one", new string('a', 5000), $"{new string('ж', 5000)} rule7x"])
        {
            set.TryFind(text, out _);
            var before = GC.GetAllocatedBytesForCurrentThread();
            set.TryFind(text, out _);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    // What other ways of searching are slow at: long runs of one letter, words that are nearly there at every place, expressions that may
    // begin anywhere. The test would not end if one of them were tried again at every place.
    [Fact]
    public void no_rules_make_a_text_slow()
    {
        var text = new string('a', 20_000);
        MatchRule[] rules =
        [
            new("(a+)+$b", true, false), new("(a|aa)+c", true, true), new("(a{1,20}){1,20}d", true, false),
            .. Enumerable.Range(1, 498).SelectMany(i => (MatchRule[])[new($"{new string('a', i)}b", false, false), new($"{new string('a', i)}b", false, true), new($"{new string('a', i)} a", false, true)]),
        ];
        Assert.False(RuleSet.Build(rules).TryFind(text, out _));
        Assert.True(RuleSet.Build(rules).TryFind(text + "b", out _));
    }

    private static bool Finds(MatchRule rule, string text)
    {
        var found = RuleSet.Build([rule]).TryFind(text, out var hit);
        Assert.Equal(found, hit.Length > 0);
        return found;
    }
}
