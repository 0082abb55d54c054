using System.Text.RegularExpressions;

namespace Amity.Core.Matching;

/// <summary>A regular expression of a set.</summary>
internal sealed class Pattern(in MatchRule rule, int index)
{
    private const string Middle = "theRuleItself";

    private readonly bool isWholeWord = rule.IsWholeWord;
    private readonly Regex regex = Compile(rule.IsWholeWord ? $@"(?:\A|\b|\W)(?<{Middle}>{rule.Text})(?:\z|\b|\W)" : rule.Text);

    public static Regex Compile(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Its first match, if it is earlier than the best known or as early and of a lower rule.</summary>
    public void Find(ReadOnlySpan<char> text, ref RuleHit best)
    {
        var match = regex.Match(text.ToString());
        if (match.Success)
        {
            Capture range = isWholeWord ? match.Groups[Middle] : match;
            if (range.Index < best.Start || (range.Index == best.Start && index < best.Rule))
            {
                best = new RuleHit(index, range.Index, range.Length);
            }
        }
    }
}
