using System.Text;
using Amity.Core.Matching;
using FsCheck;
using FsCheck.Fluent;

namespace Amity.Properties.Matching;

/// <summary>A set of rules and a text in which some of them are likely to be.</summary>
public sealed record MatcherCase(MatchRule[] Rules, string Text)
{
    public override string ToString() =>
        $"""
        text  {Escaped(Text)}
        {string.Join('\n', Rules.Select((rule, i) => $"{i,4}  {Escaped(rule.Text)}{(rule.IsPattern ? ", pattern" : "")}{(rule.IsWholeWord ? ", whole word" : "")}"))}
        """;

    private static string Escaped(string text) =>
        string.Concat(text.Select(unit => unit is >= ' ' and <= '~' ? unit.ToString() : $"\\u{(int)unit:X4}"));
}

/// <summary>
/// Rules and texts from the same few characters, so that words overlap, hold and begin each other, and are met in texts by chance, whole,
/// in another case, nearly, and cut.
/// </summary>
internal static class MatcherCases
{
    // Each has characters that fold in an odd way, that look like parts of words and are none, or the other way round.
    private static readonly string[] Alphabets =
    [
        "ab", "aB ", "abAB _-", "iIİı ", "sSſßẞ.", "kK\u212A x", "σςΣ ΐ\u1FD3ΰ\u1FE3", "жЖᲁдД ", "ꭰᎠᏰᏸ-", "ⴀႠაა ᲐꙊꙋ\u1C88", "e\u0301é\u0300 E", "❤\uFE0F\u200Da ",
        "𐐀𐐨𐓐𐓸 a", "𞤀𞤢𝒜a ", "中文字 。a", "012٣² a", "a\uD801\uDC00 ", "\uD801\uDC28a\uDC28\uD801", "'a’b\"", "\0a\r\n\t", "ﬅﬆ stST", "abcdefghijklmnopqrstuvwxyz ", "ⅷⅧⓐⒶ ",
    ];

    private static readonly Gen<string[]> Alphabet =
        from one in Gen.Elements(Alphabets)
        from other in Gen.Frequency((3, Gen.Constant("")), (1, Gen.Elements(Alphabets)))
        select Pieces(one + other);

    /// <summary>Words and phrases, none of them faulty.</summary>
    public static readonly Gen<MatcherCase> Words =
        from alphabet in Alphabet
        from count in Gen.Frequency((4, Gen.Choose(1, 6)), (2, Gen.Choose(20, 60)), (1, Gen.Choose(200, 400)))
        from rules in Rule(alphabet).ListOf(count)
        from text in TextOf(alphabet, [.. rules])
        select new MatcherCase([.. rules], text);

    /// <summary>Words of plain letters between longer texts than any block that is searched at a time.</summary>
    public static readonly Gen<MatcherCase> LongTexts =
        from some in Words
        from filler in Gen.Elements("x", "xy ", "Ω", "б ", "𐐀", "zq-", "中")
        from before in Gen.Choose(0, 700)
        select some with { Text = string.Concat(Enumerable.Repeat(filler, before)) + some.Text };

    /// <summary>Regular expressions, and some words between them. .NET knows the cases of all their letters.</summary>
    public static readonly Gen<MatcherCase> Patterns =
        from alphabet in Gen.Elements("abc", "abcd -", "aB жЩ", "xyz1_ ", "é̈ea.", "中文a ").Select(Pieces)
        from count in Gen.Frequency((3, Gen.Choose(1, 3)), (1, Gen.Choose(5, 80)))
        from patterns in Pattern(alphabet, 3).Zip(Gen.Elements(true, false)).ListOf(count)
        from words in Rule(alphabet).ListOf(3)
        let rules = patterns.Select(pattern => new MatchRule(pattern.Item1, true, pattern.Item2)).Where(rule => RuleSet.Fault(rule) is null).Concat(words.Skip(count % 4)).ToArray()
        from pieces in Gen.Elements(alphabet).ListOf()
        from copies in Gen.Choose(1, 3)
        select new MatcherCase(rules, string.Concat(Enumerable.Repeat(string.Concat(pieces), copies)));

    private static Gen<string> Pattern(string[] alphabet, int depth)
    {
        var letters = Gen.Elements(alphabet).Select(System.Text.RegularExpressions.Regex.Escape).ListOf(4).SelectMany(some => Gen.Choose(1, 4).Select(count => string.Concat(some.Take(count))));
        var one = Gen.Frequency(
            (8, letters),
            (2, Gen.Elements(alphabet).ListOf(2).Select(two => $"[{string.Concat(two).Replace("-", "")}x]")),
            (1, Gen.Elements(".", @"\w", @"\W", @"\s", @"\d", "[^a]", "[a-c]", @"\p{L}", @"\u0061", @"\x62", "(?#note)", "(?i)", "(?-i)", "(?s)", "[a-c-[b]]", @"[\w-[a]]", "[]a]", "a{", "{1")),
            (1, Gen.Elements(@"\b", "^", @"\B", @"\A").Zip(letters).Select(two => two.Item1 + two.Item2)),
            (1, letters.Zip(Gen.Elements(@"\b", "$", @"\B", @"\z")).Select(two => two.Item1 + two.Item2)));
        if (depth == 0)
        {
            return one;
        }

        var inner = Pattern(alphabet, depth - 1);
        return Gen.Frequency(
            (3, one),
            (4, inner.ListOf(3).Select(string.Concat)),
            (2, inner.Zip(inner).Select(two => $"(?:{two.Item1}|{two.Item2})")),
            (1, inner.Zip(inner).Select(two => $"{two.Item1}|{two.Item2}")),
            (2, inner.Zip(Gen.Elements("?", "*", "+", "{2}", "{1,3}", "{2,}")).Select(two => $"({two.Item1}){two.Item2}")),
            // Not around what may be empty: .NET itself finds matches beyond the end of the text then.
            (1, one.Zip(Gen.Elements("+?", "*?", "??", "{0,2}?")).Select(two => $"(?:{two.Item1}){two.Item2}")),
            (1, inner.Select(some => $"(?<name>{some})")));
    }

    /// <summary>Whole pairs, and lone halves where the alphabet has them.</summary>
    private static string[] Pieces(string alphabet)
    {
        var pieces = new List<string>();
        for (var i = 0; i < alphabet.Length; i++)
        {
            var isPair = i + 1 < alphabet.Length && char.IsSurrogatePair(alphabet[i], alphabet[i + 1]);
            pieces.Add(alphabet.Substring(i, isPair ? 2 : 1));
            i += isPair ? 1 : 0;
        }

        return [.. pieces];
    }

    private static Gen<MatchRule> Rule(string[] alphabet) =>
        from length in Gen.Frequency((6, Gen.Choose(1, 4)), (3, Gen.Choose(5, 12)), (1, Gen.Choose(13, 40)))
        from pieces in Gen.Elements(alphabet.Where(piece => !(piece.Length == 1 && char.IsSurrogate(piece[0]))).ToArray()).ListOf(length)
        from isWholeWord in Gen.Elements(true, false)
        select new MatchRule(string.Concat(pieces), false, isWholeWord);

    private static Gen<string> TextOf(string[] alphabet, MatchRule[] rules)
    {
        var noise = Gen.Choose(0, 12).SelectMany(length => Gen.Elements(alphabet).ListOf(length)).Select(string.Concat);
        var rule = Gen.Elements(rules).Select(some => some.Text);
        var otherCase =
            from text in rule
            from picks in Gen.Choose(0, 2).ListOf(text.Length)
            select string.Concat(text.EnumerateRunes().Zip(picks, (rune, pick) => (pick switch { 0 => rune, 1 => Rune.ToUpperInvariant(rune), _ => Rune.ToLowerInvariant(rune) }).ToString()));
        var cut =
            from text in rule
            from length in Gen.Choose(0, text.Length)
            select text[..length];
        return
            from parts in Gen.Frequency((4, noise), (1, otherCase), (2, cut)).ListOf()
            select string.Concat(parts);
    }
}
