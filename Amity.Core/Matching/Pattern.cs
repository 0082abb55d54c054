using System.Text.RegularExpressions;

namespace Amity.Core.Matching;

/// <summary>A regular expression of a set.</summary>
internal sealed class Pattern
{
    // Counted repetitions written out. The steps for a unit of the text grow with it.
    private const int MaxSize = 500;

    private readonly int rule;
    private readonly bool isWholeWord;
    private readonly PatternNode node;
    private readonly string[]? starts;

    // Most expressions of a list are never run: nobody writes what they look for.
    private PatternProgram? program;

    private Pattern(int rule, bool isWholeWord, PatternSyntax.Part part)
    {
        this.rule = rule;
        this.isWholeWord = isWholeWord;
        node = part.Node;
        starts = part.Needles.Starts;
        Needles = part.Needles.Best;
    }

    /// <summary>Folded texts one of which is in every match; null when none is known.</summary>
    public string[]? Needles { get; }

    /// <summary>The expression, or the reason why it cannot be run.</summary>
    public static (Pattern? Pattern, string? Fault) Of(in MatchRule rule, int index)
    {
        try
        {
            _ = new Regex(rule.Text, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
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
        return refusal is null ? (new Pattern(index, rule.IsWholeWord, syntax.Whole), null) : (null, $"The regular expression cannot be used: {refusal}.");
    }

    /// <summary>Its first match, if it is earlier than the best known, or as early and of a lower rule.</summary>
    public void Find(ReadOnlySpan<char> text, in FoldedText folded, ref RuleHit best)
    {
        program ??= new PatternProgram(node, starts, isWholeWord);
        if (program.TryFind(text, folded, best.Start, out var start, out var length) && (start < best.Start || rule < best.Rule))
        {
            best = new RuleHit(rule, start, length);
        }
    }
}
