using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Amity.Core.Matching;

/// <summary>
/// Says of a hash that it is not among those added, or that it may be: of others, one in a hundred. A hash is two bits in one number, so a look is
/// one read of memory.
/// </summary>
internal readonly struct HashFilter
{
    private readonly ulong[] numbers;
    private readonly int shift;

    public HashFilter(int hashes)
    {
        var bits = WordIndex.BitsFor(hashes / 4, 4, 16);
        numbers = new ulong[1 << bits];
        shift = 64 - bits;
    }

    public void Add(ulong hash) => numbers[hash >> shift] |= (1UL << (int)(hash >> 32)) | (1UL << (int)(hash >> 26));

    /// <summary>The lowest bit is the answer; the others mean nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Bit(ulong hash)
    {
        var number = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(numbers), (nint)(hash >> shift));
        return (number >> (int)(hash >> 32)) & (number >> (int)(hash >> 26));
    }
}
