using System.Buffers;
using System.Text.RegularExpressions;
using Amity.Core.Matching;

namespace Amity.Modules.Moderation;

/// <summary>
/// The text of a rule. The API calls all of them regular expressions; people write words. What has no sign of a regular expression is a
/// word or a phrase, and so is what has some and is none (<c>c++</c>, <c>:(</c>).
/// </summary>
internal static class RuleText
{
    /// <summary>The API description's limit in its third version.</summary>
    public const int Longest = 500;

    private static readonly SearchValues<char> Signs = SearchValues.Create(@"\*+?|{}[]()^$.");

    /// <summary>A rule of the blocklist for the matcher.</summary>
    public static MatchRule Blocked(string text, bool isWholeWord) => new(text, IsPattern(text), isWholeWord);

    public static bool IsPattern(string text) => text.AsSpan().ContainsAny(Signs) && IsRegex(text);

    /// <summary>Why a rule of this list cannot be taken; null when it can. Spaces around it are no part of it.</summary>
    public static string? Fault(RuleList list, string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > Longest)
        {
            return $"Each item of the 'regexs' field must be 1 to {Longest} characters long.";
        }

        var trimmed = text.Trim();
        var fault = RuleSet.Fault(list is RuleList.Block ? Blocked(trimmed, isWholeWord: false) : AllowList.Pattern(trimmed));
        return fault is null ? null : $"The rule '{trimmed}' cannot be used. {fault}";
    }

    /// <summary>Compiles stored rules. One that a later program no longer takes is left out, and must not keep the others from acting.</summary>
    public static RuleSet Set(IReadOnlyList<MatchRule> rules)
    {
        try
        {
            return RuleSet.Build(rules);
        }
        catch (ArgumentException)
        {
            return RuleSet.Build([.. rules.Where(rule => RuleSet.Fault(rule) is null)]);
        }
    }

    private static bool IsRegex(string text)
    {
        try
        {
            _ = new Regex(text, RegexOptions.CultureInvariant);
            return true;
        }
        catch (RegexParseException)
        {
            return false;
        }
    }
}
