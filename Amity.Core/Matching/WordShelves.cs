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

    private readonly int[] starts;
    private readonly Entry[] entries;
    private readonly char[] texts;

    /// <param name="words">Folded words.</param>
    /// <param name="shelfOf">The shelf of each; equal for all that a text can hold at one place.</param>
    /// <param name="shelves">How many shelves there are.</param>
    public WordShelves(ReadOnlySpan<Word> words, ReadOnlySpan<int> shelfOf, int shelves)
    {
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

    /// <summary>Of the words that are in the text at this place, the one with the lowest rule.</summary>
    public bool TryFind(in FoldedText text, int at, int shelf, ref RuleHit best)
    {
        if (at > best.Start || at >= text.Length)
        {
            return false;
        }

        var rest = text.Units[at..text.Length];
        int low = starts[shelf], high = starts[shelf + 1], first = low;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (IsBehind(entries[middle], rest))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        if (low == first)
        {
            return false;
        }

        var found = false;
        var common = TextOf(entries[low - 1]).CommonPrefixLength(rest);
        for (var i = low - 1; i != None; i = entries[i].Shorter)
        {
            ref readonly var entry = ref entries[i];
            if (entry.Length <= common && (at < best.Start || entry.Rule < best.Rule) && (!entry.IsWhole || text.IsBoundary(at + entry.Length)))
            {
                best = new RuleHit(entry.Rule, at, entry.Length);
                found = true;
            }
        }

        return found;
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

    private bool IsBehind(in Entry entry, ReadOnlySpan<char> rest) => TextOf(entry).SequenceCompareTo(rest) > 0;

    private readonly record struct Entry(int Start, int Length, int Rule, int Shorter, bool IsWhole);
}
