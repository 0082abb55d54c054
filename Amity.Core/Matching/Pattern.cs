using System.Text.RegularExpressions;

namespace Amity.Core.Matching;

/// <summary>A regular expression of a set.</summary>
internal sealed class Pattern
{
    // Counted repetitions written out. The engine's steps for a character of the text grow with it.
    private const int MaxSize = 1000;

    private const string Middle = "theRuleItself";

    private readonly int rule;
    private readonly bool isWholeWord;
    private readonly Regex regex;

    private Pattern(int rule, bool isWholeWord, PatternSyntax syntax)
    {
        this.rule = rule;
        this.isWholeWord = isWholeWord;
        Needles = syntax.Whole.Needles.Best;

        // A boundary is where \b is one, where the text ends, and behind or before what is in no word.
        regex = Compiled(isWholeWord ? $@"(?:\A|\b|\W)(?<{Middle}>{syntax.Written})(?:\z|\b|\W)" : syntax.Written, RegexOptions.NonBacktracking);
    }

    /// <summary>Folded texts one of which is in every match; null when none is known.</summary>
    public string[]? Needles { get; }

    /// <summary>The expression, or the reason why it cannot be run.</summary>
    public static (Pattern? Pattern, string? Fault) Of(in MatchRule rule, int index)
    {
        try
        {
            // Before its repetitions are written out, .NET says whether it is an expression at all.
            Compiled(rule.Text, RegexOptions.None);
        }
        catch (ArgumentException broken)
        {
            return (null, $"The regular expression is not valid: {broken.Message}");
        }

        var syntax = PatternSyntax.Of(rule.Text);
        var refusal = syntax.Refusal ?? syntax.Whole switch
        {
            { Size: > MaxSize } => $"with its repetitions written out it must not be longer than {MaxSize} characters",
            { Least: 0 } => "it must not match where there is nothing, or it would be found in every text",
            _ => null,
        };
        return refusal is null ? (new Pattern(index, rule.IsWholeWord, syntax), null) : (null, $"The regular expression cannot be used: {refusal}.");
    }

    /// <summary>Its first match, if it is earlier than the best known, or as early and of a lower rule.</summary>
    public void Find(ReadOnlySpan<char> text, ref RuleHit best)
    {
        foreach (var match in regex.EnumerateMatches(text))
        {
            var (start, length) = (match.Index, match.Length);
            if (isWholeWord)
            {
                // Of the match, what stands between the boundaries: only a match of a string tells, and only a hit needs one.
                var middle = regex.Match(text.ToString()).Groups[Middle];
                (start, length) = (middle.Index, middle.Length);
            }

            if (start < best.Start || (start == best.Start && rule < best.Rule))
            {
                best = new RuleHit(rule, start, length);
            }

            break;
        }
    }

    private static Regex Compiled(string pattern, RegexOptions options) => new(pattern, options | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
