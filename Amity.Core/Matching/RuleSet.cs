using System.Numerics;

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
/// <para>Regular expressions are written as .NET's, without what cannot be found in linear time (looking ahead and behind, referring back, atomic groups,
/// conditions), and mean what they mean there, over UTF-16 units, but for two things that are as in words: letters have all their cases (ς is a σ), and
/// <c>\b</c> is the edge of a word as defined above. Classes with categories or with others taken out have .NET's cases.</para>
/// <para>The time of a search grows with the length of the text and no faster, whatever the rules and the text are.</para>
/// </remarks>
public sealed class RuleSet
{
    /// <summary>A set that hits nothing.</summary>
    public static readonly RuleSet Empty = Build([]);

    private readonly WordIndex words;

    // Run where one of their needles is.
    private readonly Pattern[] patterns;

    // Run over every text.
    private readonly Pattern[] loosePatterns;

    private RuleSet(IReadOnlyList<MatchRule> rules)
    {
        Count = rules.Count;
        var texts = new List<Word>();
        var (withNeedles, loose) = (new List<Pattern>(), new List<Pattern>());
        for (var i = 0; i < rules.Count; i++)
        {
            var fault = ShapeFault(rules[i]);
            if (fault is null && rules[i].IsPattern)
            {
                (var pattern, fault) = Pattern.Of(rules[i], i);
                (pattern?.Needles is null ? loose : withNeedles).Add(pattern!);
            }
            else if (fault is null)
            {
                texts.Add(new Word(CaseFolding.Fold(rules[i].Text), i, rules[i].IsWholeWord));
            }

            if (fault is not null)
            {
                throw new ArgumentException($"Rule {i}: {fault}", nameof(rules));
            }
        }

        patterns = [.. withNeedles];
        loosePatterns = [.. loose];
        texts.AddRange(patterns.SelectMany((pattern, i) => pattern.Needles!.Select(needle => new Word(needle, Count + i, false))));
        words = new WordIndex(texts, Count);
    }

    /// <summary>How many rules it was built from.</summary>
    public int Count { get; }

    /// <summary>Compiles rules. Those that are equal are one: the first of them is what is found.</summary>
    /// <exception cref="ArgumentException">A rule has a <see cref="Fault"/>.</exception>
    public static RuleSet Build(IReadOnlyList<MatchRule> rules) => new(rules);

    /// <summary>Why the rule cannot be part of a set, in a sentence for whoever wrote it; null when it can.</summary>
    public static string? Fault(in MatchRule rule) => ShapeFault(rule) ?? (rule.IsPattern ? Pattern.Of(rule, 0).Fault : null);

    /// <summary>
    /// The first hit: the one that starts first, of those the rule with the lowest index. False when nothing hits. A word covers its own
    /// length, a regular expression what .NET's backtracking engine would have matched there.
    /// </summary>
    public bool TryFind(ReadOnlySpan<char> text, out RuleHit hit)
    {
        var numbers = (patterns.Length + 63) / 64;
        var findings = new Findings(numbers <= 64 ? stackalloc ulong[numbers] : new ulong[numbers]);
        var folded = FoldedText.Of(text);
        words.Find(folded, ref findings);
        for (var i = 0; i < findings.Needles.Length; i++)
        {
            for (var found = findings.Needles[i]; found != 0; found &= found - 1)
            {
                patterns[(i * 64) + BitOperations.TrailingZeroCount(found)].Find(text, folded, ref findings.Best);
            }
        }

        foreach (var pattern in loosePatterns)
        {
            pattern.Find(text, folded, ref findings.Best);
        }

        hit = findings.Best;
        return hit.Length > 0;
    }

    /// <inheritdoc cref="TryFind(ReadOnlySpan{char}, out RuleHit)"/>
    public bool TryFind(string text, out RuleHit hit) => TryFind(text.AsSpan(), out hit);

    private static string? ShapeFault(in MatchRule rule) => rule.Text switch
    {
        null or "" => "A rule must not be empty.",
        { Length: > MatchRule.MaxLength } => $"A rule must not be longer than {MatchRule.MaxLength} characters.",
        _ => MatchRule.IsWellFormed(rule.Text) ? null : "A rule must not hold half of a surrogate pair.",
    };
}
