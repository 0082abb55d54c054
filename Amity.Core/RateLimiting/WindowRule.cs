using System.Runtime.CompilerServices;

namespace Amity.Core.RateLimiting;

/// <summary>The exact sliding window's arithmetic, on one window at a time.</summary>
internal sealed class WindowRule(int permits, long second)
{
    public int Permits => permits;

    /// <summary>Stamps of the clock in a second.</summary>
    public long Second => second;

    /// <summary>8-byte words of a window: whole cache lines.</summary>
    public int Words { get; } = (Window.HeadBytes + sizeof(uint) * Math.Max(0, permits - 1) + 63) / 64 * 8;

    /// <summary>
    /// Refuses without taking the window, which most refused calls need not: the window is full and stays so at <paramref name="now"/>.
    /// False tells nothing.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRefuse(ref Window window, uint tenancy, uint lane, long now, out long wait)
    {
        wait = 0;
        var version = Volatile.Read(ref window.Version);
        if ((version & 1) != 0 || window.Tenancy != tenancy || window.Lane != lane || window.Count != permits)
        {
            return false;
        }

        var last = window.Last;
        wait = Oldest(ref window, last) + second - Math.Max(now, last);
        Volatile.ReadBarrier();
        return wait > 0 && Volatile.Read(ref window.Version) == version;
    }

    /// <summary>
    /// Counts the call in a window that the caller has entered: 0 when it is admitted, else the stamps until the next one would be.
    /// A stamp that was read before the last admission counts as that moment: the call was under way then.
    /// </summary>
    public long Take(ref Window window, long now)
    {
        now = Math.Max(now, window.Last);
        Forget(ref window, now);
        if (window.Count == permits)
        {
            return Oldest(ref window, window.Last) + second - now;
        }

        if (window.Count > 0)
        {
            var at = window.Oldest + window.Count - 1;
            Window.Stamp(ref window, at < permits - 1 ? at : at - (permits - 1)) = (uint)window.Last;
        }

        window.Last = now;
        window.Count++;
        return 0;
    }

    /// <summary>The first admission of a key.</summary>
    public static void Begin(ref Window window, long now)
    {
        window.Last = now;
        window.Oldest = 0;
        window.Count = 1;
    }

    /// <summary>Whether nothing in the window counts any more, so that it can be dropped.</summary>
    public bool IsIdle(ref readonly Window window, long now) => now - Volatile.Read(in window.Last) >= second;

    // Also what keeps a ring of 4 bytes unambiguous: at the last admission all that lies in it was less than a second old.
    private void Forget(ref Window window, long now)
    {
        if (now - window.Last >= second)
        {
            (window.Oldest, window.Count) = (0, 0);
        }

        while (window.Count > 1 && now - Oldest(ref window, window.Last) >= second)
        {
            window.Oldest = (ushort)(window.Oldest + 1 < permits - 1 ? window.Oldest + 1 : 0);
            window.Count--;
        }
    }

    private static long Oldest(ref Window window, long last) =>
        window.Count > 1 ? last - ((uint)last - Window.Stamp(ref window, window.Oldest)) : last;
}
