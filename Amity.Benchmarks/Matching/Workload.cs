using Amity.Core.Matching;

namespace Amity.Benchmarks.Matching;

/// <summary>A blocklist and the texts that are held against it, of one length: clean ones, and the same with a rule somewhere in each.</summary>
internal sealed class Workload
{
    /// <summary>Enough different texts that no contender lives on having seen them before.</summary>
    private const int UnitsOfText = 200_000;

    private Workload(MatchRule[] rules, Dictionary<int, (string[] Clean, string[] Hit)> texts) => (Rules, Texts) = (rules, texts);

    /// <summary>Expressions that are in no text.</summary>
    public static Workload OfPatterns(int patterns) => Of(patterns, wanted => new Vocabulary(4).Patterns(wanted));

    public static Workload Of(int words) => Of(words, wanted => new Vocabulary(2).Rules(wanted));

    public static int[] Lengths => [40, 280, 1000, 20_000];

    public MatchRule[] Rules { get; }

    public Dictionary<int, (string[] Clean, string[] Hit)> Texts { get; }

    private static Workload Of(int words, Func<int, MatchRule[]> rulesOf)
    {
        var chat = new Vocabulary(1);
        var texts = Lengths.ToDictionary(length => length, length => Enumerable.Range(0, UnitsOfText / length).Select(_ => chat.Chat(length)).ToArray());

        // More rules than needed, less those that the chat holds: clean texts pass a list as its owner would have it. The native contenders know
        // the boundaries of ASCII only, so clean means without theirs as well.
        var rules = rulesOf((words * 5 / 4) + 200).ToList();
        for (var found = true; found;)
        {
            var set = RuleSet.Build([.. rules.Select(rule => rule with { IsWholeWord = rule.IsWholeWord && char.IsAsciiLetterOrDigit(rule.Text[0]) && char.IsAsciiLetterOrDigit(rule.Text[^1]) })]);
            var broken = new HashSet<int>();
            foreach (var text in texts.Values.SelectMany(some => some))
            {
                var rest = 0;
                while (set.TryFind(text.AsSpan(rest), out var hit))
                {
                    broken.Add(hit.Rule);
                    rest += hit.Start + 1;
                }
            }

            found = broken.Count > 0;
            rules = [.. rules.Where((_, i) => !broken.Contains(i))];
        }

        if (rules.Count < words)
        {
            throw new InvalidOperationException($"Only {rules.Count} of {words} rules are in no text.");
        }

        rules.RemoveRange(words, rules.Count - words);
        var random = new Random(3);
        return new Workload([.. rules], texts.ToDictionary(some => some.Key, some => (some.Value, some.Value.Select(text => With(text, rules[random.Next(words)].Text, random)).ToArray())));
    }

    // In the place of as many units, so that the length stays; between blanks, so that whole words count.
    private static string With(string text, string rule, Random random)
    {
        rule = $" {rule} ";
        var at = random.Next(Math.Max(1, text.Length - rule.Length));
        return rule.Length >= text.Length ? rule : $"{text[..at]}{rule}{text[(at + rule.Length)..]}";
    }
}
