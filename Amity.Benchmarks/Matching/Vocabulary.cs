using System.Globalization;
using Amity.Core.Matching;

namespace Amity.Benchmarks.Matching;

/// <summary>
/// Blocklists and chat that are the same in every run: words of syllables as languages have them, some Cyrillic, Greek and Chinese, phrases,
/// and what people write instead of letters.
/// </summary>
internal sealed class Vocabulary(int seed)
{
    private static readonly string[] Onsets = ["b", "br", "c", "ch", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pl", "pr", "r", "s", "sh", "sl", "st", "t", "th", "tr", "v", "w", "y", "z", ""];
    private static readonly string[] Vowels = ["a", "e", "i", "o", "u", "a", "e", "i", "o", "ea", "ee", "oo", "ou", "ai", "ie"];
    private static readonly string[] Codas = ["", "", "", "n", "r", "s", "t", "l", "m", "d", "ck", "ng", "st", "nd", "x", "p"];
    private static readonly string[] Cyrillic = ["ба", "во", "га", "да", "же", "зи", "ка", "ло", "ма", "на", "по", "ра", "со", "ту", "фи", "хо", "це", "ча", "ша", "ю", "пре", "сто", "при", "ный", "ть", "ка"];
    private static readonly string[] Greek = ["α", "βι", "γα", "δε", "ζω", "θη", "κα", "λο", "μα", "νε", "πο", "ρα", "σι", "τα", "φο", "χα", "ψυ", "ων", "ος", "ίς"];

    private static readonly string[] Common =
    [
        "the", "be", "to", "of", "and", "a", "in", "that", "have", "i", "it", "for", "not", "on", "with", "he", "as", "you", "do", "at", "this", "but", "his", "by",
        "from", "they", "we", "say", "her", "she", "or", "an", "will", "my", "one", "all", "would", "there", "their", "what", "so", "up", "out", "if", "about", "who",
        "get", "which", "go", "me", "when", "make", "can", "like", "time", "no", "just", "him", "know", "take", "people", "into", "year", "your", "good", "some",
        "could", "them", "see", "other", "than", "then", "now", "look", "only", "come", "its", "over", "think", "also", "back", "after", "use", "two", "how", "our",
        "work", "first", "well", "way", "even", "new", "want", "because", "any", "these", "give", "day", "most", "us", "lol", "thanks", "tomorrow", "tonight", "really",
        "something", "everyone", "weekend", "photo", "meeting", "morning", "happy", "birthday", "awesome", "maybe", "actually", "definitely", "i'm", "don't", "can't",
    ];

    private static readonly string[] Ends = [". ", ". ", "! ", "? ", "... ", " 😀 ", " 👍 ", ", ", ", ", " - ", ": ", " (", ") ", "\n"];

    private readonly Random random = new(seed);

    /// <summary>So many different rules, half of them whole words; a tenth are phrases. Lower-case, because a blocklist's case says nothing.</summary>
    public MatchRule[] Rules(int count)
    {
        var texts = new HashSet<string>();
        while (texts.Count < count)
        {
            var text = random.Next(10) == 0 ? $"{Word()} {Word()}{(random.Next(3) == 0 ? " " + Word() : "")}" : Word();
            text = random.Next(40) == 0 ? text.Replace('a', '@').Replace('i', '1').Replace('s', '$') : text;
            if (text.Length >= 4 || text[0] > 0x7F)
            {
                texts.Add(text);
            }
        }

        return [.. texts.Select((text, i) => new MatchRule(text, false, i % 2 == 0))];
    }

    /// <summary>
    /// So many regular expressions as moderators write them: letters that are replaced, endings, repeated letters, words that follow each other with anything
    /// between them.
    /// </summary>
    public MatchRule[] Patterns(int count) => [.. Rules(count * 2).Where(rule => rule.Text.Length >= 6 && !rule.Text.AsSpan().ContainsAny('$', '@')).Take(count).Select((rule, i) => rule with
    {
        IsPattern = true,
        Text = (i % 5) switch
        {
            0 => $"{rule.Text}(?:s|ed|ing)?",
            1 => rule.Text.Replace("a", "[a@4]").Replace("i", "[i1!]"),
            2 => $@"\b{rule.Text}\w*",
            3 => $@"{rule.Text[..4]}.{{0,3}}{rule.Text[4..]}",
            _ => $"{rule.Text[..3]}{rule.Text[3]}+{rule.Text[4..]}",
        },
    })];

    /// <summary>Chat of exactly so many units, of common words and some others, with capitals, numbers, marks and emoji.</summary>
    public string Chat(int length)
    {
        var text = new System.Text.StringBuilder(length + 32);
        var starts = true;
        while (text.Length < length)
        {
            var word = random.Next(50) switch
            {
                < 34 => Common[(int)(Common.Length * Math.Pow(random.NextDouble(), 1.6))],
                < 47 => Word(),
                47 => random.Next(10_000).ToString(CultureInfo.InvariantCulture),
                48 => $"@user{random.Next(1000)}",
                _ => Word().ToUpperInvariant(),
            };
            text.Append(starts ? char.ToUpperInvariant(word[0]) : word[0]).Append(word, 1, word.Length - 1);
            starts = random.Next(8) == 0;
            text.Append(starts ? Ends[random.Next(Ends.Length)] : " ");
        }

        return text.ToString(0, length);
    }

    private string Word() => random.Next(100) switch
    {
        < 88 => Joined(() => $"{Pick(Onsets)}{Pick(Vowels)}{Pick(Codas)}"),
        < 94 => Joined(() => Pick(Cyrillic)) + Pick(Cyrillic),
        < 97 => Joined(() => Pick(Greek)) + Pick(Greek),
        _ => string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => (char)random.Next(0x4E00, 0x5600))),
    };

    private string Joined(Func<string> syllable) => string.Concat(Enumerable.Range(0, Syllables()).Select(_ => syllable()));

    private int Syllables() => random.Next(10) switch { < 3 => 1, < 7 => 2, < 9 => 3, _ => 4 };

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
