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

    private readonly HashFilter hashes;
    private readonly int shelfShift;
    private readonly WordShelves shelves;

    public TokenFilter(ReadOnlySpan<Word> words, int rules)
    {
        var shelfBits = WordIndex.BitsFor(words.Length, 4, 17);
        shelfShift = 64 - shelfBits;
        hashes = new HashFilter(words.Length);
        var shelfOf = new int[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            var text = FoldedText.Of(words[i].Text);
            var hash = Hash(in MemoryMarshal.GetReference(text.Units), text.EndOfWord(0));
            hashes.Add(hash);
            shelfOf[i] = (int)(hash >> shelfShift);
        }

        shelves = new WordShelves(words, rules, shelfOf, 1 << shelfBits);
    }

    /// <inheritdoc cref="PrefixFilter.Find"/>
    public void Find(in FoldedText text, int at, ref Findings findings)
    {
        ref var units = ref Unsafe.Add(ref MemoryMarshal.GetReference(text.Units), at);
        var words = text.Words[at >> 6];
        var before = at == 0 ? 0 : text.Words[(at >> 6) - 1] >> 63;
        for (var places = words & ~((words << 1) | before); places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            var rest = ~words >> place;
            var length = rest != 0 ? BitOperations.TrailingZeroCount(rest) : text.EndOfWord(at + place) - at - place;
            var hash = Hash(in Unsafe.Add(ref units, place), length);
            if ((hashes.Bit(hash) & 1) != 0)
            {
                shelves.Find(text, at + place, (int)(hash >> shelfShift), ref findings);
            }
        }
    }

    // The first four units and the last four: all there is of a word of up to eight. Where there are fewer, what lies before and behind is
    // shifted out rather than asked for, because the length of a word cannot be foretold.
    private static ulong Hash(ref readonly char first, int length)
    {
        var missing = 16 * Math.Max(4 - length, 0);
        var head = WordIndex.Window(in first) << missing;
        var tail = WordIndex.Window(in Unsafe.Add(ref Unsafe.AsRef(in first), length - 4)) >> missing;
        var hash = (head * MixHead) + (tail * MixTail) + ((uint)length * MixAll);
        return (hash ^ (hash >> 32)) * MixAll;
    }
}
