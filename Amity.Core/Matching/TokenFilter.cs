using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Amity.Core.Matching;

/// <summary>
/// Whole words that begin with a letter or the like: where one is, a word of the text is equal to its first word. So one hash for each word of the text
/// tells whether any is there.
/// </summary>
internal sealed class TokenFilter
{
    private const ulong MixHead = 0x9E3779B97F4A7C15;
    private const ulong MixTail = 0xD6E8FEB86659FD93;
    private const ulong MixAll = 0xA0761D6478BD642F;

    private readonly ulong[] hashes;
    private readonly int shift;
    private readonly int shelfShift;
    private readonly WordShelves shelves;

    public TokenFilter(ReadOnlySpan<Word> words)
    {
        var bits = WordIndex.BitsFor(8 * words.Length, 10, 22);
        var shelfBits = WordIndex.BitsFor(words.Length, 4, 17);
        (shift, shelfShift) = (64 - bits, 64 - shelfBits);
        hashes = new ulong[(1 << bits) / 64];
        var shelfOf = new int[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            var text = FoldedText.Of(words[i].Text);
            var hash = Hash(in MemoryMarshal.GetReference(text.Units), text.EndOfWord(0));
            var bit = hash >> shift;
            hashes[bit >> 6] |= 1UL << (int)bit;
            shelfOf[i] = (int)(hash >> shelfShift);
        }

        shelves = new WordShelves(words, shelfOf, 1 << shelfBits);
    }

    /// <summary>The first hit at these places of the block, the beginnings of words, if it is earlier than the best known.</summary>
    public void Find(in FoldedText text, int at, ulong places, ref RuleHit best)
    {
        for (; places != 0; places &= places - 1)
        {
            var place = at + BitOperations.TrailingZeroCount(places);
            var hash = Hash(in Unsafe.Add(ref MemoryMarshal.GetReference(text.Units), place), text.EndOfWord(place) - place);
            var bit = hash >> shift;
            if ((hashes[bit >> 6] >> (int)bit & 1) != 0 && place <= best.Start && shelves.TryFind(text, place, (int)(hash >> shelfShift), ref best))
            {
                break;
            }
        }
    }

    // The first four units, the last four and the length: all there is of a word of up to eight.
    private static ulong Hash(ref readonly char first, int length)
    {
        var head = WordIndex.Window(in first);
        var tail = length >= 4 ? WordIndex.Window(in Unsafe.Add(ref Unsafe.AsRef(in first), length - 4)) : 0;
        head = length >= 4 ? head : head & ((1UL << (16 * length)) - 1);
        var hash = (head * MixHead) + (BitOperations.RotateLeft(tail, 32) * MixTail) + (uint)length;
        return (hash ^ (hash >> 32)) * MixAll;
    }
}
