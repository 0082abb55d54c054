using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Amity.Core.Matching;

/// <summary>
/// A text as it is searched: every character folded, a bit for every unit that is part of a word, and zeros behind its end, so that it can
/// be read in whole blocks. It lives in memory of the thread, until the next one is made.
/// </summary>
internal readonly ref struct FoldedText
{
    /// <summary>How many units are looked at in one go.</summary>
    public const int Block = 64;

    // What may be read behind the last block: the units that a window reaches over.
    private const int Margin = 16;

    // Longer texts than these are rare; what they need is given back.
    private const int KeptUnits = 32 * 1024;

    [ThreadStatic]
    private static char[]? keptUnits;

    [ThreadStatic]
    private static ulong[]? keptWords;

    public readonly ReadOnlySpan<char> Units;
    public readonly ReadOnlySpan<ulong> Words;
    public readonly int Length;

    private FoldedText(Span<char> units, Span<ulong> words, int length)
    {
        Units = units;
        Words = words;
        Length = length;
    }

    public int Blocks => (Length + Block - 1) / Block;

    /// <summary>Folds a text. What was folded before on this thread is gone.</summary>
    /// <param name="text">The text as it was written.</param>
    /// <param name="isVectorized">False does without wide vectors what is otherwise done with them.</param>
    public static FoldedText Of(ReadOnlySpan<char> text, bool isVectorized = true)
    {
        var blocks = (text.Length + Block - 1) / Block;
        var units = Room(ref keptUnits, (blocks * Block) + Margin, KeptUnits);
        var words = Room(ref keptWords, blocks + 1, KeptUnits / Block);
        units.AsSpan(text.Length, (blocks * Block) + Margin - text.Length).Clear();
        words[blocks] = 0;
        for (var block = 0; block < blocks; block++)
        {
            var at = block * Block;
            var rest = text[at..];
            if (rest.Length < Block)
            {
                // Zeros take part in the last block: they fold to themselves and are in no word.
                rest.CopyTo(units.AsSpan(at));
                rest = units.AsSpan(at, Block);
            }

            words[block] = isVectorized && Vector256.IsHardwareAccelerated && TryFoldAscii(rest, units.AsSpan(at), out var bits)
                ? bits
                : FoldUnits(text, units, at, Math.Min(text.Length - at, Block));
        }

        return new FoldedText(units, words, text.Length);
    }

    /// <summary>Whether a word may begin or end here: anywhere but between two characters of words.</summary>
    public bool IsBoundary(int at) => at == 0 || !(IsWord(at - 1) && IsWord(at));

    /// <summary>Where the word ends of which this is a unit.</summary>
    public int EndOfWord(int at)
    {
        var block = at >> 6;
        var rest = ~Words[block] >> at;
        if (rest != 0)
        {
            return at + BitOperations.TrailingZeroCount(rest);
        }

        // The word behind the last block is zero.
        while (Words[++block] == ulong.MaxValue)
        {
        }

        return (block << 6) + BitOperations.TrailingZeroCount(~Words[block]);
    }

    private bool IsWord(int at) => (Words[at >> 6] >> at & 1) != 0;

    /// <summary>Folds a block, perhaps in its place.</summary>
    private static bool TryFoldAscii(ReadOnlySpan<char> block, Span<char> units, out ulong words)
    {
        ref var from = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(block));
        var (a, b, c, d) = (
            Vector256.LoadUnsafe(ref from, 0), Vector256.LoadUnsafe(ref from, 16), Vector256.LoadUnsafe(ref from, 32), Vector256.LoadUnsafe(ref from, 48));
        words = 0;
        if (((a | b | c | d) & Vector256.Create((ushort)0xFF80)) != Vector256<ushort>.Zero)
        {
            return false;
        }

        ref var to = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(units));
        var low = FoldAscii(Vector256.Narrow(a, b));
        var high = FoldAscii(Vector256.Narrow(c, d));
        (a, b) = Vector256.Widen(low);
        (c, d) = Vector256.Widen(high);
        a.StoreUnsafe(ref to, 0);
        b.StoreUnsafe(ref to, 16);
        c.StoreUnsafe(ref to, 32);
        d.StoreUnsafe(ref to, 48);
        words = WordBits(low) | ((ulong)WordBits(high) << 32);
        return true;
    }

    private static Vector256<byte> FoldAscii(Vector256<byte> units) =>
        units + (Vector256.LessThan(units - Vector256.Create((byte)'A'), Vector256.Create((byte)26)) & Vector256.Create((byte)0x20));

    private static uint WordBits(Vector256<byte> folded) => (
        Vector256.LessThan(folded - Vector256.Create((byte)'a'), Vector256.Create((byte)26))
        | Vector256.LessThan(folded - Vector256.Create((byte)'0'), Vector256.Create((byte)10))
        | Vector256.Equals(folded, Vector256.Create((byte)'_'))).ExtractMostSignificantBits();

    private static ulong FoldUnits(ReadOnlySpan<char> text, Span<char> units, int at, int count)
    {
        var words = 0UL;
        for (var i = 0; i < count; i++)
        {
            var unit = text[at + i];
            if (!char.IsSurrogate(unit))
            {
                units[at + i] = CaseFolding.Of(unit);
                words |= (WordCharacters.Contains(unit) ? 1UL : 0) << i;
            }
            else
            {
                words |= (FoldHalf(text, units, at + i) ? 1UL : 0) << i;
            }
        }

        return words;
    }

    private static bool FoldHalf(ReadOnlySpan<char> text, Span<char> units, int at)
    {
        var unit = text[at];
        units[at] = unit;
        if (char.IsHighSurrogate(unit))
        {
            return at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) && WordCharacters.Contains(new Rune(unit, text[at + 1]));
        }

        if (at == 0 || !char.IsHighSurrogate(text[at - 1]))
        {
            return false;
        }

        units[at] = CaseFolding.OfLow(text[at - 1], unit);
        return WordCharacters.Contains(new Rune(text[at - 1], unit));
    }

    private static T[] Room<T>(ref T[]? kept, int length, int most)
    {
        if (kept is not null && kept.Length >= length)
        {
            return kept;
        }

        var room = new T[Math.Max(512, (int)BitOperations.RoundUpToPowerOf2((uint)length))];
        if (length <= most)
        {
            kept = room;
        }

        return room;
    }
}
