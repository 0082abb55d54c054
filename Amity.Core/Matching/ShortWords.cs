using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Amity.Core.Matching;

/// <summary>
/// Words of one or two units that may stand anywhere: ideographs, symbols, two letters. Filtered by a hash of their units; where none begins with
/// a character of ASCII, only places beyond it are looked at.
/// </summary>
internal sealed class ShortWords
{
    private const uint Mix = 0x9E3779B1;
    private const int ShelfBits = 8;

    private readonly ulong[] pairs;
    private readonly ulong[] singles = new ulong[0x10000 / 64];
    private readonly int shift;
    private readonly bool hasAscii;
    private readonly WordShelves shelves;

    public ShortWords(ReadOnlySpan<Word> words, int rules)
    {
        var bits = WordIndex.BitsFor(8 * words.Length, 10, 18);
        shift = 32 - bits;
        pairs = new ulong[(1 << bits) / 64];
        var shelfOf = new int[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i].Text;
            shelfOf[i] = Shelf(word[0]);
            hasAscii |= char.IsAscii(word[0]);
            if (word.Length == 1)
            {
                singles[word[0] >> 6] |= 1UL << word[0];
            }
            else
            {
                var pair = Pair(word[0] | ((uint)word[1] << 16));
                pairs[pair >> 6] |= 1UL << pair;
            }
        }

        shelves = new WordShelves(words, rules, shelfOf, 1 << ShelfBits);
    }

    /// <inheritdoc cref="PrefixFilter.Find"/>
    public void Find(in FoldedText text, int at, ref Findings findings)
    {
        ref var units = ref Unsafe.Add(ref MemoryMarshal.GetReference(text.Units), at);
        var places = hasAscii ? ulong.MaxValue : text.Beyond[at >> 6];
        places = places == 0 ? 0 : Candidates(in units, places);
        for (; places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            shelves.Find(text, at + place, Shelf(Unsafe.Add(ref units, place)), ref findings);
        }
    }

    private ulong Candidates(ref readonly char units, ulong places)
    {
        var candidates = 0UL;
        for (; places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            var window = Unsafe.ReadUnaligned<uint>(ref Unsafe.As<char, byte>(ref Unsafe.Add(ref Unsafe.AsRef(in units), place)));
            var pair = Pair(window);
            candidates |= (((pairs[pair >> 6] >> pair) | (singles[(ushort)window >> 6] >> (int)window)) & 1) << place;
        }

        return candidates;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Pair(uint units) => (int)((units * Mix) >> shift);

    private static int Shelf(char unit) => (int)((unit * Mix) >> (32 - ShelfBits));
}
