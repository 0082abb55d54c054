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

    private readonly WordIndex words;
    private readonly Pattern[] patterns;

    private RuleSet(IReadOnlyList<MatchRule> rules)
    {
        Count = rules.Count;
        var plain = new List<Word>();
        var expressions = new List<Pattern>();
        for (var i = 0; i < rules.Count; i++)
        {
            var rule = rules[i];
            if (Fault(rule) is { } fault)
            {
                throw new ArgumentException($"Rule {i}: {fault}", nameof(rules));
            }

            if (rule.IsPattern)
            {
                expressions.Add(new Pattern(rule, i));
            }
            else
            {
                plain.Add(new Word(CaseFolding.Fold(rule.Text), i, rule.IsWholeWord));
            }
        }

        words = new WordIndex(plain);
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
            return Pattern.Compile(rule.Text).IsMatch("") ? "A regular expression must not match an empty text: it would be found in every text." : null;
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
        hit = words.Find(FoldedText.Of(text));
        foreach (var pattern in patterns)
        {
            pattern.Find(text, ref hit);
        }

        return hit.Length > 0;
    }

    /// <inheritdoc cref="TryFind(ReadOnlySpan{char}, out RuleHit)"/>
    public bool TryFind(string text, out RuleHit hit) => TryFind(text.AsSpan(), out hit);

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
