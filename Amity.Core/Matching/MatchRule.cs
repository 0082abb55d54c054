namespace Amity.Core.Matching;

/// <summary>
/// What to look for in texts: a word, a phrase or anything else that is written as it is, or a regular expression in .NET's syntax. Upper
/// and lower case are one. The text is taken as it comes: who wants blanks trimmed trims them.
/// </summary>
/// <param name="Text">The word or the expression.</param>
/// <param name="IsPattern">Whether the text is a regular expression.</param>
/// <param name="IsWholeWord">Whether both ends must be word boundaries, rather than anywhere inside words; see <see cref="RuleSet"/>.</param>
public readonly record struct MatchRule(string Text, bool IsPattern, bool IsWholeWord)
{
    /// <summary>No rule is longer, in UTF-16 units: the length of rules is part of what searching can cost.</summary>
    public const int MaxLength = 500;

    /// <summary>Whether a text has no half of a pair without the other.</summary>
    internal static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    return false;
                }

                i++;
            }
        }

        return true;
    }
}

/// <summary>Where a rule was found.</summary>
/// <param name="Rule">The rule's index in the list that the set was built from.</param>
/// <param name="Start">The first UTF-16 unit of what it matched in the text as it was given.</param>
/// <param name="Length">How many units matched; never 0.</param>
public readonly record struct RuleHit(int Rule, int Start, int Length);
