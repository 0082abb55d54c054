using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Amity.Core.Matching;

/// <summary>
/// Words of three units and more that may stand anywhere, filtered by their first six. A table that a hash of the first three units leads to holds
/// a bit for every fourth unit (by its lowest five bits), all bits where a word ends after the third; two more tables do the same for
/// the fifth and the sixth. Every place of a text is looked at in the first, few pass to the second, and next to none that is no hit to the words themselves.
/// </summary>
internal sealed class PrefixFilter
{
    /// <summary>Shorter words cannot be looked for here.</summary>
    public const int Shortest = 3;

    private const ulong Mix = 0x9E3779B97F4A7C15;
    private const ulong MixFifth = 0xD6E8FEB86659FD93;

    private readonly uint[] fourths;
    private readonly uint[] fifths;
    private readonly uint[] sixths;
    private readonly int shift;
    private readonly int widerShift;
    private readonly WordShelves shelves;

    public PrefixFilter(ReadOnlySpan<Word> words)
    {
        var bits = WordIndex.BitsFor(words.Length, 8, 15);
        var widerBits = WordIndex.BitsFor(words.Length, 8, 17);
        (shift, widerShift) = (64 - bits, 64 - widerBits);
        (fourths, fifths, sixths) = (new uint[1 << bits], new uint[1 << widerBits], new uint[1 << widerBits]);
        var shelfOf = new int[words.Length];
        Span<char> head = stackalloc char[8];
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i].Text;
            head.Clear();
            word.AsSpan(0, Math.Min(word.Length, head.Length)).CopyTo(head);
            var window = WordIndex.Window(in head[0]);
            shelfOf[i] = Three(window);
            Add(ref fourths[Three(window)], word, 3);
            Add(ref fifths[Four(window)], word, 4);
            Add(ref sixths[Five(window, head[4])], word, 5);
        }

        shelves = new WordShelves(words, shelfOf, fourths.Length);
    }

    /// <summary>The first hit in the block that begins at this place, if it is earlier than the best known.</summary>
    public void Find(in FoldedText text, int at, ref RuleHit best)
    {
        ref var units = ref Unsafe.Add(ref MemoryMarshal.GetReference(text.Units), at);
        for (var places = Candidates(in units); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            ref var first = ref Unsafe.Add(ref units, place);
            var window = WordIndex.Window(in first);
            if (MayHold(window, in first) && shelves.TryFind(text, at + place, Three(window), ref best))
            {
                break;
            }
        }
    }

    // From the last place to the first, so that the bits come to lie in the order of the places.
    private ulong Candidates(ref readonly char units)
    {
        ref var table = ref MemoryMarshal.GetArrayDataReference(fourths);
        var places = 0UL;
        for (var i = FoldedText.Block - 1; i >= 0; i--)
        {
            var window = WordIndex.Window(in Unsafe.Add(ref Unsafe.AsRef(in units), i));
            var bit = Unsafe.Add(ref table, Three(window)) >> (int)(window >> 48) & 1;
            places = (places << 1) + bit;
        }

        return places;
    }

    private bool MayHold(ulong window, ref readonly char first)
    {
        if (fourths[Three(window)] == uint.MaxValue)
        {
            return true;
        }

        var fifth = Unsafe.Add(ref Unsafe.AsRef(in first), 4);
        var set = fifths[Four(window)];
        if (set == uint.MaxValue || (set >> fifth & 1) == 0)
        {
            return set == uint.MaxValue;
        }

        set = sixths[Five(window, fifth)];
        return (set >> Unsafe.Add(ref Unsafe.AsRef(in first), 5) & 1) != 0;
    }

    // The fourth unit falls out of the product at its upper end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Three(ulong window) => (int)((window * (Mix << 16)) >> shift);

    private int Four(ulong window) => (int)((window * Mix) >> widerShift);

    private int Five(ulong window, char fifth) => (int)(((window * Mix) + (fifth * MixFifth)) >> widerShift);

    private static void Add(ref uint set, string word, int unit)
    {
        if (word.Length >= unit)
        {
            set |= word.Length == unit ? uint.MaxValue : 1u << word[unit];
        }
    }
}
