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

    // What may be read before the text and behind the last block: the units that a window reaches over.
    private const int Margin = 8;

    // Longer texts than these are rare; what they need is given back.
    private const int KeptUnits = 32 * 1024;

    [ThreadStatic]
    private static char[]? keptUnits;

    [ThreadStatic]
    private static ulong[]? keptWords;

    [ThreadStatic]
    private static ulong[]? keptBeyond;

    public readonly ReadOnlySpan<char> Units;

    /// <summary>A bit for every unit that is part of a word, 64 in a number, and a zero behind them.</summary>
    public readonly ReadOnlySpan<ulong> Words;

    /// <summary>A bit for every unit that was not of ASCII.</summary>
    public readonly ReadOnlySpan<ulong> Beyond;

    public readonly int Length;

    private FoldedText(ReadOnlySpan<char> units, ReadOnlySpan<ulong> words, ReadOnlySpan<ulong> beyond, int length)
    {
        Units = units;
        Words = words;
        Beyond = beyond;
        Length = length;
    }

    public int Blocks => (Length + Block - 1) / Block;

    /// <summary>Folds a text. What was folded before on this thread is gone.</summary>
    /// <param name="text">The text as it was written.</param>
    /// <param name="isVectorized">False does without wide vectors what is otherwise done with them.</param>
    public static FoldedText Of(ReadOnlySpan<char> text, bool isVectorized = true)
    {
        var blocks = (text.Length + Block - 1) / Block;
        var units = Room(ref keptUnits, Margin + (blocks * Block) + Margin, KeptUnits).AsSpan(Margin, (blocks * Block) + Margin);
        var words = Room(ref keptWords, blocks + 1, KeptUnits / Block);
        var beyond = Room(ref keptBeyond, blocks, KeptUnits / Block);
        units[text.Length..].Clear();
        words[blocks] = 0;
        for (var block = 0; block < blocks; block++)
        {
            var at = block * Block;
            var rest = text[at..];
            if (rest.Length < Block)
            {
                // Zeros take part in the last block: they fold to themselves and are in no word.
                rest.CopyTo(units[at..]);
                rest = units.Slice(at, Block);
            }

            words[block] = isVectorized && Vector256.IsHardwareAccelerated
                ? FoldAscii(rest, units[at..], out beyond[block])
                : FoldAsciiPlainly(rest, units[at..], out beyond[block]);
            words[block] |= FoldUnits(text, units, at, beyond[block]);
        }

        return new FoldedText(units, words, beyond, text.Length);
    }

    /// <summary>Whether a word may begin or end here: anywhere but between two characters of words.</summary>
    public bool IsBoundary(int at) => at == 0 || !(IsWord(at - 1) && IsWord(at));

    /// <summary>Whether a word does begin or end here.</summary>
    public bool IsWordEdge(int at) => (at > 0 && IsWord(at - 1)) != IsWord(at);

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

    /// <summary>Folds what is ASCII of a block, perhaps in its place; the rest stays for <see cref="FoldUnits"/>.</summary>
    private static ulong FoldAscii(ReadOnlySpan<char> block, Span<char> units, out ulong beyond)
    {
        ref var from = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(block));
        ref var to = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(units));
        var words = FoldHalfBlock(ref from, ref to, out var first) | ((ulong)FoldHalfBlock(ref Unsafe.Add(ref from, 32), ref Unsafe.Add(ref to, 32), out var second) << 32);
        beyond = first | ((ulong)second << 32);
        return words & ~beyond;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint FoldHalfBlock(ref ushort from, ref ushort to, out uint beyond)
    {
        var (a, b) = (Vector256.LoadUnsafe(ref from, 0), Vector256.LoadUnsafe(ref from, 16));
        var last = Vector256.Create((ushort)0x7F);
        beyond = Vector256.Narrow(Vector256.GreaterThan(a, last), Vector256.GreaterThan(b, last)).ExtractMostSignificantBits();
        a = Lower(a);
        b = Lower(b);
        a.StoreUnsafe(ref to, 0);
        b.StoreUnsafe(ref to, 16);
        var folded = Vector256.Narrow(a, b);
        var isWord = Vector256.LessThan(folded - Vector256.Create((byte)'a'), Vector256.Create((byte)26))
            | Vector256.LessThan(folded - Vector256.Create((byte)'0'), Vector256.Create((byte)10))
            | Vector256.Equals(folded, Vector256.Create((byte)'_'));
        return isWord.ExtractMostSignificantBits();
    }

    private static ulong FoldAsciiPlainly(ReadOnlySpan<char> block, Span<char> units, out ulong beyond)
    {
        (var words, beyond) = (0UL, 0UL);
        for (var i = 0; i < Block; i++)
        {
            var unit = block[i];
            units[i] = char.IsAsciiLetterUpper(unit) ? (char)(unit | 0x20) : unit;
            words |= (char.IsAsciiLetterOrDigit(unit) || unit == '_' ? 1UL : 0) << i;
            beyond |= (char.IsAscii(unit) ? 0UL : 1) << i;
        }

        return words;
    }

    private static Vector256<ushort> Lower(Vector256<ushort> units) =>
        units + (Vector256.LessThan(units - Vector256.Create((ushort)'A'), Vector256.Create((ushort)26)) & Vector256.Create((ushort)0x20));

    /// <summary>Folds these units of the block that begins at this place; the bits of those that are in words.</summary>
    private static ulong FoldUnits(ReadOnlySpan<char> text, Span<char> units, int at, ulong which)
    {
        var words = 0UL;
        for (; which != 0; which &= which - 1)
        {
            var i = BitOperations.TrailingZeroCount(which);
            var unit = text[at + i];
            bool isWord;
            if (char.IsSurrogate(unit))
            {
                isWord = FoldHalf(text, at + i, ref unit);
            }
            else
            {
                isWord = WordCharacters.Contains(unit);
                unit = CaseFolding.Of(unit);
            }

            units[at + i] = unit;
            words |= (isWord ? 1UL : 0) << i;
        }

        return words;
    }

    private static bool FoldHalf(ReadOnlySpan<char> text, int at, ref char unit)
    {
        if (char.IsHighSurrogate(unit))
        {
            return at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) && WordCharacters.Contains(new Rune(unit, text[at + 1]));
        }

        if (at == 0 || !char.IsHighSurrogate(text[at - 1]))
        {
            return false;
        }

        var isWord = WordCharacters.Contains(new Rune(text[at - 1], unit));
        unit = CaseFolding.OfLow(text[at - 1], unit);
        return isWord;
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
