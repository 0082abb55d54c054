using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Amity.Core.RateLimiting;

/// <summary>
/// Some windows beside each other in one array that never moves, each on cache lines of its own, and the ids of their users. What changes
/// which key has which place runs under the lock of the page's shard.
/// </summary>
internal sealed class WindowPage
{
    /// <summary>Windows of the largest page.</summary>
    public const int Most = 4096;

    private const int End = -1;
    private readonly long[] lines;
    private readonly int first;
    private readonly int words;
    private readonly string?[] users;
    private int free;

    /// <param name="number">Its number among all pages.</param>
    /// <param name="capacity">How many windows.</param>
    /// <param name="words">Of one window.</param>
    /// <param name="tenancy">Larger than any that a page of this number had before.</param>
    public WindowPage(int number, int capacity, int words, uint tenancy)
    {
        Number = number;
        Capacity = capacity;
        this.words = words;
        users = new string?[capacity];
        lines = GC.AllocateArray<long>(capacity * words + 7, pinned: true);
        first = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(lines, 0) & 63) / 8;
        for (var at = 0; at < capacity; at++)
        {
            ref var window = ref this[at];
            window.Tenancy = tenancy;
            window.Hash = (uint)(at + 1 < capacity ? at + 1 : End);
        }
    }

    public int Number { get; }

    public int Capacity { get; }

    public int Live { get; private set; }

    public bool IsFull => free == End;

    /// <summary>The window at a place that <see cref="Has"/>.</summary>
    public ref Window this[int at] => ref Unsafe.As<long, Window>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(lines), first + at * words));

    public bool Has(int at) => (uint)at < (uint)Capacity;

    /// <summary>The user whose window this is; null without one. Read after the tenancy, it belongs to that or to a later one.</summary>
    public string? User(int at) => Volatile.Read(ref users[at]);

    /// <summary>Gives a free place to a key. The window is entered until the caller has filled it.</summary>
    public int Give(uint lane, uint hash, string user)
    {
        var at = free;
        ref var window = ref this[at];
        Window.Enter(ref window);
        free = (int)window.Hash;
        (window.Lane, window.Hash) = (lane, hash);
        Volatile.Write(ref users[at], user);
        Live++;
        return at;
    }

    /// <summary>Takes the place of an entered window back; whoever remembers it finds out by its tenancy.</summary>
    public void TakeBack(int at)
    {
        ref var window = ref this[at];
        Volatile.Write(ref users[at], null);
        Volatile.Write(ref window.Tenancy, window.Tenancy + 1);
        window.Count = 0;
        window.Hash = (uint)free;
        free = at;
        Live--;
    }

    /// <summary>The stamps of one window into another, both entered.</summary>
    public void Copy(ref Window from, ref Window to)
    {
        (to.Last, to.Oldest, to.Count) = (from.Last, from.Oldest, from.Count);
        var bytes = (uint)(words * sizeof(long) - Window.HeadBytes);
        Unsafe.CopyBlock(
            ref Unsafe.As<uint, byte>(ref Window.Stamp(ref to, 0)), ref Unsafe.As<uint, byte>(ref Window.Stamp(ref from, 0)), bytes);
    }

    /// <summary>A tenancy that no window of this page had.</summary>
    public uint NextTenancy()
    {
        var most = 0u;
        for (var at = 0; at < Capacity; at++)
        {
            most = Math.Max(most, this[at].Tenancy);
        }

        return most + 1;
    }
}
