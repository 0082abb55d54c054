using System.Buffers;
using Amity.Core.Matching;

namespace Amity.Benchmarks.Matching;

/// <summary>
/// What one would write with the framework alone: <see cref="SearchValues{T}"/> for the words that may stand anywhere, another for the
/// whole ones, each find of which is verified at both ends.
/// </summary>
internal sealed class SearchValuesMatcher
{
    private readonly SearchValues<string> anywhere;
    private readonly SearchValues<string> whole;
    private readonly Dictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> byFirst;

    public SearchValuesMatcher(IReadOnlyCollection<MatchRule> rules)
    {
        anywhere = SearchValues.Create([.. rules.Where(rule => !rule.IsWholeWord).Select(rule => rule.Text)], StringComparison.OrdinalIgnoreCase);
        var wholes = rules.Where(rule => rule.IsWholeWord).Select(rule => rule.Text).ToArray();
        whole = SearchValues.Create(wholes, StringComparison.OrdinalIgnoreCase);
        byFirst = wholes.GroupBy(text => text[..FirstWord(text)], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(same => same.Key, same => same.ToArray(), StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public bool IsHit(ReadOnlySpan<char> text) => text.ContainsAny(anywhere) || HoldsWhole(text);

    private bool HoldsWhole(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var next = text[at..].IndexOfAny(whole);
            if (next < 0)
            {
                return false;
            }

            at += next;
            var rest = text[at..];
            if ((at > 0 && IsWord(text[at - 1]) && IsWord(rest[0])) || !byFirst.TryGetValue(rest[..FirstWord(rest)], out var candidates))
            {
                continue;
            }

            foreach (var candidate in candidates)
            {
                if (rest.StartsWith(candidate, StringComparison.OrdinalIgnoreCase)
                    && (rest.Length == candidate.Length || !IsWord(rest[candidate.Length]) || !IsWord(candidate[^1])))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static int FirstWord(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && IsWord(text[end]))
        {
            end++;
        }

        return end;
    }

    private static bool IsWord(char unit) => char.IsLetterOrDigit(unit) || unit == '_';
}
