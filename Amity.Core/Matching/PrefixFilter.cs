using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Amity.Core.Matching;

/// <summary>
/// Words of three units and more that may stand anywhere. Every place of a text is looked at in a table that fits into the nearest cache: a
/// hash of three units leads to a bit for every unit that may follow (by its lowest five bits), to all bits where a word ends there. The
/// few places that pass are looked at in a wider one, by hashes of what would be there of words of each length, eight units at most; next
/// to nothing passes that is no hit.
/// </summary>
internal sealed class PrefixFilter
{
    /// <summary>Shorter words cannot be looked for here.</summary>
    public const int Shortest = 3;

    // So much of a word tells its shelf.
    private const int Longest = 8;

    private const ulong Mix = 0x9E3779B97F4A7C15;
    private const ulong MixSecond = 0xD6E8FEB86659FD93;
    private const ulong Three = 0x0000_FFFF_FFFF_FFFF;

    private readonly uint[] fourths;
    private readonly int shift;
    private readonly HashFilter beginnings;
    private readonly int shelfShift;
    private readonly WordShelves shelves;

    public PrefixFilter(ReadOnlySpan<Word> words, int rules)
    {
        var bits = WordIndex.BitsFor(words.Length, 8, 15);
        var shelfBits = WordIndex.BitsFor(words.Length, 4, 17);
        (shift, shelfShift) = (64 - bits, 64 - shelfBits);
        (fourths, beginnings) = (new uint[1 << bits], new HashFilter(words.Length));
        var shelfOf = new int[words.Length];
        Span<char> head = stackalloc char[Longest];
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i].Text;
            head.Clear();
            word.AsSpan(0, Math.Min(word.Length, Longest)).CopyTo(head);
            var (first, second) = (WordIndex.Window(in head[0]), WordIndex.Window(in head[4]));
            fourths[(first * (Mix << 16)) >> shift] |= word.Length == Shortest ? uint.MaxValue : 1u << word[Shortest];
            var hash = Hash(first, second);
            beginnings.Add(hash);
            shelfOf[i] = (int)(hash >> shelfShift);
        }

        shelves = new WordShelves(words, rules, shelfOf, 1 << shelfBits);
    }

    /// <summary>Looks through the block that begins at this place.</summary>
    public void Find(in FoldedText text, int at, ref Findings findings)
    {
        ref var units = ref Unsafe.Add(ref MemoryMarshal.GetReference(text.Units), at);
        for (var places = Candidates(in units); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            ref var here = ref Unsafe.Add(ref units, place);
            var (first, second) = (WordIndex.Window(in here), WordIndex.Window(in Unsafe.Add(ref here, 4)));
            if (MayHold(first, second))
            {
                Verify(text, at + place, first, second, ref findings);
            }
        }
    }

    // From the last place to the first, so that the bits come to lie in the order of the places.
    private ulong Candidates(ref readonly char units)
    {
        ref var table = ref MemoryMarshal.GetArrayDataReference(fourths);
        var by = shift;
        var places = 0UL;
        ref var at = ref Unsafe.Add(ref Unsafe.AsRef(in units), FoldedText.Block - 4);
        for (var i = 0; i < FoldedText.Block / 4; i++)
        {
            places = (places << 1) + Bit(ref table, WordIndex.Window(in Unsafe.Add(ref at, 3)), by);
            places = (places << 1) + Bit(ref table, WordIndex.Window(in Unsafe.Add(ref at, 2)), by);
            places = (places << 1) + Bit(ref table, WordIndex.Window(in Unsafe.Add(ref at, 1)), by);
            places = (places << 1) + Bit(ref table, WordIndex.Window(in at), by);
            at = ref Unsafe.Subtract(ref at, 4);
        }

        return places;
    }

    // The fourth unit falls out of the product at its upper end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bit(ref uint table, ulong window, int shift) =>
        Unsafe.Add(ref table, (nint)((window * (Mix << 16)) >> shift)) >> (int)(window >> 48) & 1;

    // All lengths at once: which of them it is cannot be foretold, so branches would cost more.
    private bool MayHold(ulong first, ulong second) =>
        ((beginnings.Bit(Hash(first & Three, 0)) | beginnings.Bit(Hash(first, 0)) | beginnings.Bit(Hash(first, second & 0xFFFF))
        | beginnings.Bit(Hash(first, second & 0xFFFF_FFFF)) | beginnings.Bit(Hash(first, second & Three)) | beginnings.Bit(Hash(first, second))) & 1) != 0;

    private void Verify(in FoldedText text, int at, ulong first, ulong second, ref Findings findings)
    {
        VerifyOne(text, at, Hash(first & Three, 0), ref findings);
        VerifyOne(text, at, Hash(first, 0), ref findings);
        for (var mask = 0xFFFFUL; mask != ulong.MaxValue; mask = (mask << 16) | 0xFFFF)
        {
            VerifyOne(text, at, Hash(first, second & mask), ref findings);
        }

        VerifyOne(text, at, Hash(first, second), ref findings);
    }

    private void VerifyOne(in FoldedText text, int at, ulong hash, ref Findings findings)
    {
        if ((beginnings.Bit(hash) & 1) != 0)
        {
            shelves.Find(text, at, (int)(hash >> shelfShift), ref findings);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(ulong first, ulong second) => (first * Mix) + (second * MixSecond);
}
