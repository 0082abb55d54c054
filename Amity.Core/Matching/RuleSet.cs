using System.Text.RegularExpressions;

namespace Amity.Core.Matching;

/// <summary>
/// A compiled set of rules: says whether a text holds any of them, which, and where. Immutable, so any number of threads may search it while
/// another set is being built to take its place.
/// </summary>
/// <remarks>
/// <para>A hit is a place in the text whose characters are, each folded by Unicode's simple case folding, those of a word, or which a regular
/// expression matches. ß is not ss, and accents count.</para>
/// <para>A word boundary is anywhere but between two characters that are letters, numbers, combining marks or connectors such as the
/// underscore, of any script. The ends of a text are boundaries. So the whole word <c>$hit</c> is found in <c>a$hit</c>, and <c>hit</c>
/// too, but not <c>hit</c> in <c>white</c>.</para>
/// <para>Regular expressions are run by .NET's non-backtracking engine, over UTF-16 units. What <c>\w</c>, <c>\b</c> and the case of letters mean in them is
/// as .NET defines it with <see cref="RegexOptions.CultureInvariant"/>.</para>
/// <para>The time of a search grows with the length of the text and no faster, whatever the rules and the text are.</para>
/// </remarks>
public sealed class RuleSet
{
    /// <summary>A set that hits nothing.</summary>
    public static readonly RuleSet Empty = Build([]);

    private readonly Dictionary<string, (int Anywhere, int Whole)>.AlternateLookup<ReadOnlySpan<char>> words;
    private readonly int[] lengths;
    private readonly (Regex Regex, int Rule, bool IsWholeWord)[] patterns;

    private RuleSet(IReadOnlyList<MatchRule> rules)
    {
        Count = rules.Count;
        var found = new Dictionary<string, (int Anywhere, int Whole)>(StringComparer.Ordinal);
        var expressions = new List<(Regex, int, bool)>();
        for (var i = 0; i < rules.Count; i++)
        {
            var rule = rules[i];
            if (Fault(rule) is { } fault)
            {
                throw new ArgumentException($"Rule {i}: {fault}", nameof(rules));
            }

            if (rule.IsPattern)
            {
                expressions.Add((Compile(rule), i, rule.IsWholeWord));
                continue;
            }

            var key = CaseFolding.Fold(rule.Text);
            var first = found.GetValueOrDefault(key, (Anywhere: int.MaxValue, Whole: int.MaxValue));
            found[key] = rule.IsWholeWord ? (first.Anywhere, Math.Min(first.Whole, i)) : (Math.Min(first.Anywhere, i), first.Whole);
        }

        words = found.GetAlternateLookup<ReadOnlySpan<char>>();
        lengths = [.. found.Keys.Select(word => word.Length).Distinct().Order()];
        patterns = [.. expressions];
    }

    /// <summary>How many rules it was built from.</summary>
    public int Count { get; }

    /// <summary>Compiles rules. Those that are equal are one: the first of them is what is found.</summary>
    /// <exception cref="ArgumentException">A rule has a <see cref="Fault"/>.</exception>
    public static RuleSet Build(IReadOnlyList<MatchRule> rules) => new(rules);

    /// <summary>Why the rule cannot be part of a set, in a sentence for whoever wrote it; null when it can.</summary>
    public static string? Fault(in MatchRule rule)
    {
        if (string.IsNullOrEmpty(rule.Text))
        {
            return "A rule must not be empty.";
        }

        if (rule.Text.Length > MatchRule.MaxLength)
        {
            return $"A rule must not be longer than {MatchRule.MaxLength} characters.";
        }

        if (!IsWellFormed(rule.Text))
        {
            return "A rule must not hold half of a surrogate pair.";
        }

        if (!rule.IsPattern)
        {
            return null;
        }

        try
        {
            return Compile(rule with { IsWholeWord = false }).IsMatch("") ? "A regular expression must not match an empty text: it would be found in every text." : null;
        }
        catch (ArgumentException broken)
        {
            return $"The regular expression is not valid: {broken.Message}";
        }
        catch (NotSupportedException)
        {
            return "The regular expression cannot be run in linear time: it looks around, refers back or is atomic.";
        }
    }

    /// <summary>
    /// The first hit: the one that starts first, of those the rule with the lowest index. False when nothing hits. A word covers its own
    /// length, a regular expression what a backtracking engine would have matched there.
    /// </summary>
    public bool TryFind(ReadOnlySpan<char> text, out RuleHit hit)
    {
        hit = new RuleHit(int.MaxValue, int.MaxValue, 0);
        var folded = new char[text.Length];
        CaseFolding.Fold(text, folded);
        for (var start = 0; start < text.Length && hit.Length == 0; start++)
        {
            foreach (var length in lengths)
            {
                if (length <= text.Length - start && words.TryGetValue(folded.AsSpan(start, length), out var rules))
                {
                    var isWhole = rules.Whole < rules.Anywhere && WordCharacters.IsBoundary(text, start) && WordCharacters.IsBoundary(text, start + length);
                    hit = Earlier(hit, new RuleHit(isWhole ? rules.Whole : rules.Anywhere, start, length));
                }
            }
        }

        foreach (var (regex, rule, isWholeWord) in patterns)
        {
            var match = regex.Match(text.ToString());
            if (match.Success)
            {
                Capture range = isWholeWord ? match.Groups[Middle] : match;
                hit = Earlier(hit, new RuleHit(rule, range.Index, range.Length));
            }
        }

        return hit.Length > 0;
    }

    /// <inheritdoc cref="TryFind(ReadOnlySpan{char}, out RuleHit)"/>
    public bool TryFind(string text, out RuleHit hit) => TryFind(text.AsSpan(), out hit);

    private const string Middle = "theRuleItself";

    private static RuleHit Earlier(RuleHit one, RuleHit other) =>
        other.Rule != int.MaxValue && (other.Start < one.Start || (other.Start == one.Start && other.Rule < one.Rule)) ? other : one;

    private static Regex Compile(in MatchRule rule) => new(
        rule.IsWholeWord ? $@"(?:\A|\b|\W)(?<{Middle}>{rule.Text})(?:\z|\b|\W)" : rule.Text,
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) && i++ >= 0))
            {
                return false;
            }
        }

        return true;
    }
}
