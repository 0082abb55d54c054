using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Amity.Core.Matching;

/// <summary>A folded word or phrase, the rule that it is, and whether it must end where a word may end.</summary>
internal readonly record struct Word(string Text, int Rule, bool IsWhole);

/// <summary>
/// Words on the shelves that a hash of their beginning tells, on each shelf in the order of their texts. All words that are at one place of a
/// text are found by one binary search: the greatest word not behind the text begins with all of them, so each word knows
/// the longest other one that it begins with.
/// </summary>
internal sealed class WordShelves
{
    private const int None = -1;

    private readonly int rules;
    private readonly int[] starts;
    private readonly Entry[] entries;
    private readonly char[] texts;

    /// <param name="words">Folded words.</param>
    /// <param name="rules">The first number that is no rule's but a needle's.</param>
    /// <param name="shelfOf">The shelf of each; equal for all that a text can hold at one place.</param>
    /// <param name="shelves">How many shelves there are.</param>
    public WordShelves(ReadOnlySpan<Word> words, int rules, ReadOnlySpan<int> shelfOf, int shelves)
    {
        this.rules = rules;
        starts = new int[shelves + 1];
        foreach (var shelf in shelfOf)
        {
            starts[shelf + 1]++;
        }

        for (var shelf = 0; shelf < shelves; shelf++)
        {
            starts[shelf + 1] += starts[shelf];
        }

        var sorted = new Word[words.Length];
        var next = starts.AsSpan(0, shelves).ToArray();
        for (var i = 0; i < words.Length; i++)
        {
            sorted[next[shelfOf[i]]++] = words[i];
        }

        for (var shelf = 0; shelf < shelves; shelf++)
        {
            if (starts[shelf + 1] - starts[shelf] > 1)
            {
                sorted.AsSpan(starts[shelf]..starts[shelf + 1]).Sort(static (a, b) => a.Text.AsSpan().SequenceCompareTo(b.Text) is var order and not 0 ? order : a.Rule.CompareTo(b.Rule));
            }
        }

        entries = new Entry[words.Length];
        texts = Lay(sorted);
    }

    /// <summary>Notes the words of the shelf that are in the text at this place: the lowest rule, if the place is no later than the best known, and needles.</summary>
    public void Find(in FoldedText text, int at, int shelf, ref Findings findings)
    {
        if (at >= text.Length || (at > findings.Best.Start && findings.Needles.IsEmpty))
        {
            return;
        }

        var rest = text.Units[at..text.Length];
        var greatest = GreatestNotBehind(rest, shelf);
        if (greatest == None)
        {
            return;
        }

        var common = TextOf(entries[greatest]).CommonPrefixLength(rest);
        for (var i = greatest; i != None; i = entries[i].Shorter)
        {
            ref readonly var entry = ref entries[i];
            if (entry.Length > common)
            {
                continue;
            }

            if (entry.Rule >= rules)
            {
                var needle = entry.Rule - rules;
                findings.Needles[needle >> 6] |= 1UL << needle;
            }
            else if ((at < findings.Best.Start || (at == findings.Best.Start && entry.Rule < findings.Best.Rule)) && (!entry.IsWhole || text.IsBoundary(at + entry.Length)))
            {
                findings.Best = new RuleHit(entry.Rule, at, entry.Length);
            }
        }
    }

    private int GreatestNotBehind(ReadOnlySpan<char> rest, int shelf)
    {
        int low = starts[shelf], high = starts[shelf + 1];
        var first = low;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (TextOf(entries[middle]).SequenceCompareTo(rest) > 0)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low > first ? low - 1 : None;
    }

    private char[] Lay(Word[] sorted)
    {
        var laid = new char[sorted.Sum(word => word.Text.Length)];
        var end = 0;
        for (var shelf = 0; shelf + 1 < starts.Length; shelf++)
        {
            for (var i = starts[shelf]; i < starts[shelf + 1]; i++)
            {
                var text = sorted[i].Text;
                text.CopyTo(laid.AsSpan(end));
                var shorter = i - 1;
                while (shorter >= starts[shelf] && shorter != None && !text.StartsWith(sorted[shorter].Text, StringComparison.Ordinal))
                {
                    shorter = entries[shorter].Shorter;
                }

                entries[i] = new Entry(end, text.Length, sorted[i].Rule, shorter >= starts[shelf] ? shorter : None, sorted[i].IsWhole);
                end += text.Length;
            }
        }

        return laid;
    }

    private ReadOnlySpan<char> TextOf(in Entry entry) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(texts), entry.Start), entry.Length);

    private readonly record struct Entry(int Start, int Length, int Rule, int Shorter, bool IsWhole);
}
