using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Amity.Core.Matching;

namespace Amity.Properties.Matching;

/// <summary>
/// The naive model of a rule set: every rule at every place of the text, character by character, and .NET's backtracking engine for
/// regular expressions. What folds together it derives from the runtime's own capitals and small letters.
/// </summary>
internal sealed class MatcherModel
{
    private static readonly Dictionary<int, int> Folds = FoldsOfTheRuntime();

    private readonly IReadOnlyList<MatchRule> rules;
    private readonly Regex?[] expressions;
    private readonly int[][] words;

    public MatcherModel(IReadOnlyList<MatchRule> rules)
    {
        this.rules = rules;
        expressions = [.. rules.Select(rule => rule.IsPattern ? Backtracking(rule) : null)];
        words = [.. rules.Select(rule => Characters(rule.Text).Characters)];
    }

    public RuleHit? Find(string text)
    {
        RuleHit? first = null;
        var (characters, places) = Characters(text);
        for (var i = 0; i < rules.Count; i++)
        {
            if (Find(text, characters, places, i) is { } hit && (first is null || hit.Start < first.Value.Start))
            {
                first = hit;
            }
        }

        return first;
    }

    /// <summary>Characters with the same value are one; the value says nothing else.</summary>
    public static int Fold(int codePoint) => Folds.GetValueOrDefault(codePoint, codePoint);

    private static (int[] Characters, int[] Places) Characters(string text)
    {
        var (characters, places) = (new List<int>(), new List<int>());
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            characters.Add(Fold(isPair ? char.ConvertToUtf32(text[i], text[i + 1]) : text[i]));
            places.Add(i);
            i += isPair ? 1 : 0;
        }

        return ([.. characters], [.. places]);
    }

    private static bool IsBoundary(string text, int at) => at == 0 || at == text.Length || !IsWordCharacter(text, at, before: true) || !IsWordCharacter(text, at, before: false);

    private static bool IsWordCharacter(string text, int at, bool before)
    {
        var first = before ? at - 1 : at;
        if (before && first > 0 && char.IsSurrogatePair(text[first - 1], text[first]))
        {
            first--;
        }

        if (char.IsSurrogate(text[first]) && !(first + 1 < text.Length && char.IsSurrogatePair(text[first], text[first + 1])))
        {
            return false;
        }

        var category = CharUnicodeInfo.GetUnicodeCategory(text, first).ToString();
        var isSelector = char.ConvertToUtf32(text, first) is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) or 0x180B or 0x180C or 0x180D or 0x180F;
        return !isSelector
            && (category.EndsWith("Letter") || category.EndsWith("Number") || category is "NonSpacingMark" or "SpacingCombiningMark" or "ConnectorPunctuation");
    }

    private RuleHit? Find(string text, int[] characters, int[] places, int rule)
    {
        if (expressions[rule] is { } expression)
        {
            var match = expression.Match(text);
            return match.Success ? new RuleHit(rule, match.Index, match.Length) : null;
        }

        for (var i = 0; i + words[rule].Length <= characters.Length; i++)
        {
            if (characters.AsSpan(i, words[rule].Length).SequenceEqual(words[rule]))
            {
                var start = places[i];
                var end = start + rules[rule].Text.Length;
                if (!rules[rule].IsWholeWord || (IsBoundary(text, start) && IsBoundary(text, end)))
                {
                    return new RuleHit(rule, start, end - start);
                }
            }
        }

        return null;
    }

    private static Regex Backtracking(MatchRule rule) => new(
        rule.IsWholeWord ? $@"(?:(?<!\w)|(?!\w))(?:{rule.Text})(?:(?<!\w)|(?!\w))" : rule.Text,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // Characters with a common capital or small letter, and the four pairs that Unicode folds although the runtime's casing joins neither.
    private static Dictionary<int, int> FoldsOfTheRuntime()
    {
        var folds = new Dictionary<int, int>();
        int Root(int character) => folds.TryGetValue(character, out var other) && other != character ? Root(other) : character;
        void Join(int one, int other) => folds[Math.Max(Root(one), Root(other))] = Math.Min(Root(one), Root(other));

        foreach (var rune in Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value)))
        {
            foreach (var other in (Rune[])[Rune.ToUpperInvariant(rune), Rune.ToLowerInvariant(rune)])
            {
                if (other != rune)
                {
                    Join(rune.Value, other.Value);
                }
            }
        }

        Join('s', 'ſ');
        Join('ΐ', 0x1FD3);
        Join('ΰ', 0x1FE3);
        Join('ﬅ', 'ﬆ');
        return folds.Keys.ToDictionary(character => character, Root);
    }
}
