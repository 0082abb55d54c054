using System.Runtime.InteropServices;
using Amity.Core.RateLimiting;

namespace Amity.Properties.RateLimiting;

/// <summary>
/// The limiter as one would write it down: a queue of stamps for each key, one lock around all. What the real one must answer too.
/// </summary>
internal sealed class PlainRateLimiter(int permitsPerSecond, TimeProvider time)
{
    private readonly int permits = permitsPerSecond >= 0
        ? permitsPerSecond
        : throw new ArgumentOutOfRangeException(nameof(permitsPerSecond), permitsPerSecond, "A limit cannot be negative.");

    private readonly long second = time.TimestampFrequency;
    private readonly Lock access = new();

    // Windows that were used since the last turn, and those of the turn before that were not used since.
    private Dictionary<RateLimitKey, Queue<long>> recent = [];
    private Dictionary<RateLimitKey, Queue<long>> former = [];
    private long turnedAt = time.GetTimestamp();

    /// <summary>Windows in memory. Those that stay unused are dropped by calls of others within two seconds.</summary>
    public int Windows
    {
        get
        {
            lock (access)
            {
                return recent.Count + former.Count;
            }
        }
    }

    /// <summary>
    /// Admits the call and counts it, or refuses it and says after what time the key's next call would be admitted if none came between.
    /// </summary>
    public bool TryAcquire(in RateLimitKey key, out TimeSpan retryAfter)
    {
        retryAfter = TimeSpan.Zero;
        if (permits == 0)
        {
            return true;
        }

        lock (access)
        {
            // Read inside the lock: the stamps of a window must not run backwards.
            var now = time.GetTimestamp();
            Turn(now);
            var admitted = Window(key);
            while (admitted.TryPeek(out var oldest) && oldest <= now - second)
            {
                admitted.Dequeue();
            }

            if (admitted.Count < permits)
            {
                admitted.Enqueue(now);
                return true;
            }

            retryAfter = Duration(admitted.Peek() + second - now);
            return false;
        }
    }

    // What was not used during a whole turn was last used at least a second ago, so nothing in it counts any more.
    private void Turn(long now)
    {
        if (now - turnedAt >= second)
        {
            (former, recent) = (recent, []);
            turnedAt = now;
        }
    }

    private Queue<long> Window(in RateLimitKey key)
    {
        ref var window = ref CollectionsMarshal.GetValueRefOrAddDefault(recent, key, out _);
        if (window is null && !former.Remove(key, out window))
        {
            window = new Queue<long>();
        }

        return window!;
    }

    // Rounded up, so that whoever waits exactly this long is admitted.
    private TimeSpan Duration(long stamps) => new((long)Math.Ceiling((decimal)stamps * TimeSpan.TicksPerSecond / second));
}
