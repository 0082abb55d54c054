using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Amity.Core.RateLimiting;

/// <summary>
/// The calls of one key that still count: the stamp of the last one here, and behind these fields a ring of those before it, 4 bytes each,
/// because they lie less than a second before the last. With ten permits that is one cache line.
/// </summary>
[StructLayout(LayoutKind.Explicit)]
internal struct Window
{
    public const int HeadBytes = 28;

    /// <summary>Odd while somebody changes the window; another number after each change.</summary>
    [FieldOffset(0)]
    public uint Version;

    /// <summary>Another number for each key that ever had this place: who remembers a place remembers it with its tenancy.</summary>
    [FieldOffset(4)]
    public uint Tenancy;

    [FieldOffset(8)]
    public long Last;

    [FieldOffset(16)]
    public uint Lane;

    /// <summary>Of the key; in a place without a key the next such place.</summary>
    [FieldOffset(20)]
    public uint Hash;

    /// <summary>Where in the ring the oldest stamp lies.</summary>
    [FieldOffset(24)]
    public ushort Oldest;

    /// <summary>Calls that count, the last one included.</summary>
    [FieldOffset(26)]
    public ushort Count;

    /// <summary>Takes the window for a change; false, and not taken, when it is another key's by now.</summary>
    public static bool TryEnter(ref Window window, uint tenancy)
    {
        Enter(ref window);
        if (window.Tenancy == tenancy)
        {
            return true;
        }

        Leave(ref window);
        return false;
    }

    public static void Enter(ref Window window)
    {
        var spin = default(SpinWait);
        for (; ; )
        {
            var version = Volatile.Read(ref window.Version);
            if ((version & 1) == 0 && Interlocked.CompareExchange(ref window.Version, version | 1, version) == version)
            {
                return;
            }

            spin.SpinOnce();
        }
    }

    public static void Leave(ref Window window) => Volatile.Write(ref window.Version, window.Version + 1);

    /// <summary>The ring's place; there is one less than permits.</summary>
    public static ref uint Stamp(ref Window window, int at) =>
        ref Unsafe.As<byte, uint>(ref Unsafe.AddByteOffset(ref Unsafe.As<Window, byte>(ref window), HeadBytes + sizeof(uint) * at));
}
