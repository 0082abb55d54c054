using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Amity.Core.Matching;

/// <summary>Words of one or two units that may stand anywhere: ideographs, symbols, two letters. Filtered by a hash of their units.</summary>
internal sealed class ShortWords
{
    private const uint Mix = 0x9E3779B1;
    private const int ShelfBits = 8;

    // A bit for every hash of two units; all that begin with a word of one unit have theirs as well.
    private readonly ulong[] pairs;
    private readonly ulong[] singles = new ulong[0x10000 / 64];
    private readonly int shift;
    private readonly bool hasSingles;
    private readonly WordShelves shelves;

    public ShortWords(ReadOnlySpan<Word> words)
    {
        var bits = WordIndex.BitsFor(8 * words.Length, 10, 18);
        shift = 32 - bits;
        pairs = new ulong[(1 << bits) / 64];
        var shelfOf = new int[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i].Text;
            shelfOf[i] = Shelf(word[0]);
            if (word.Length == 1)
            {
                singles[word[0] >> 6] |= 1UL << word[0];
                hasSingles = true;
            }
            else
            {
                var pair = Pair(word[0] | ((uint)word[1] << 16));
                pairs[pair >> 6] |= 1UL << pair;
            }
        }

        shelves = new WordShelves(words, shelfOf, 1 << ShelfBits);
    }

    /// <inheritdoc cref="PrefixFilter.Find"/>
    public void Find(in FoldedText text, int at, ref RuleHit best)
    {
        ref var units = ref Unsafe.Add(ref MemoryMarshal.GetReference(text.Units), at);
        var places = Pairs(in units) | (hasSingles ? Singles(in units) : 0);
        for (; places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            if (shelves.TryFind(text, at + place, Shelf(Unsafe.Add(ref units, place)), ref best))
            {
                break;
            }
        }
    }

    private ulong Pairs(ref readonly char units)
    {
        ref var table = ref MemoryMarshal.GetArrayDataReference(pairs);
        var places = 0UL;
        for (var i = FoldedText.Block - 1; i >= 0; i--)
        {
            var pair = Pair(Unsafe.ReadUnaligned<uint>(ref Unsafe.As<char, byte>(ref Unsafe.Add(ref Unsafe.AsRef(in units), i))));
            places = (places << 1) + (Unsafe.Add(ref table, pair >> 6) >> pair & 1);
        }

        return places;
    }

    private ulong Singles(ref readonly char units)
    {
        ref var table = ref MemoryMarshal.GetArrayDataReference(singles);
        var places = 0UL;
        for (var i = FoldedText.Block - 1; i >= 0; i--)
        {
            var unit = Unsafe.Add(ref Unsafe.AsRef(in units), i);
            places = (places << 1) + (Unsafe.Add(ref table, unit >> 6) >> unit & 1);
        }

        return places;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Pair(uint units) => (int)((units * Mix) >> shift);

    private static int Shelf(char unit) => (int)((unit * Mix) >> (32 - ShelfBits));
}
