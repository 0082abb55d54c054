using System.Numerics;
using System.Runtime.CompilerServices;

namespace Amity.Core.RateLimiting;

/// <summary>
/// Places by the hashes of their keys: open addressing, 8 bytes an entry. Read without a lock, in which case an entry that is just
/// being moved may be missed; changed under the lock of its shard.
/// </summary>
internal sealed class WindowIndex
{
    private const int Least = 16;
    private ulong[] entries = new ulong[Least];

    public int Count { get; private set; }

    /// <summary>
    /// Walks the places whose keys have this hash. Begins with a <paramref name="probe"/> of 0 and answers 0 after the last one.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Next(uint hash, ref int probe)
    {
        var seen = Volatile.Read(ref entries);
        var mask = seen.Length - 1;
        while (probe <= mask)
        {
            var entry = Volatile.Read(ref seen[(int)hash + probe++ & mask]);
            if (entry == 0)
            {
                return 0;
            }

            if ((uint)(entry >> 32) == hash)
            {
                return (uint)entry;
            }
        }

        return 0;
    }

    public void Add(uint hash, uint place)
    {
        // Four fifths: in fuller ones the walks grow long.
        if (5 * (Count + 1) > 4 * entries.Length)
        {
            Resize(2 * entries.Length);
        }

        Put(entries, Entry(hash, place));
        Count++;
    }

    public void Replace(uint hash, uint place, uint by) => Volatile.Write(ref entries[Where(hash, place)], Entry(hash, by));

    public void Remove(uint hash, uint place)
    {
        var mask = entries.Length - 1;
        var hole = Where(hash, place);
        for (var at = hole + 1 & mask; entries[at] is var entry && entry != 0; at = at + 1 & mask)
        {
            // Whatever could not have its own place moves up, so that no walk breaks off at the hole.
            if ((at - (int)(entry >> 32) & mask) >= (at - hole & mask))
            {
                Volatile.Write(ref entries[hole], entry);
                hole = at;
            }
        }

        Volatile.Write(ref entries[hole], 0);
        Count--;
    }

    /// <summary>Gives memory back after most entries have gone.</summary>
    public void Trim()
    {
        if (entries.Length > Least && 8 * Count < entries.Length)
        {
            Resize(Math.Max(Least, (int)BitOperations.RoundUpToPowerOf2((uint)(2 * Count))));
        }
    }

    private static ulong Entry(uint hash, uint place) => (ulong)hash << 32 | place;

    private static void Put(ulong[] entries, ulong entry)
    {
        var at = (int)(entry >> 32) & entries.Length - 1;
        while (entries[at] != 0)
        {
            at = at + 1 & entries.Length - 1;
        }

        Volatile.Write(ref entries[at], entry);
    }

    private int Where(uint hash, uint place)
    {
        var at = (int)hash & entries.Length - 1;
        while (entries[at] != Entry(hash, place))
        {
            at = at + 1 & entries.Length - 1;
        }

        return at;
    }

    private void Resize(int length)
    {
        var next = new ulong[length];
        foreach (var entry in entries)
        {
            if (entry != 0)
            {
                Put(next, entry);
            }
        }

        Volatile.Write(ref entries, next);
    }
}
