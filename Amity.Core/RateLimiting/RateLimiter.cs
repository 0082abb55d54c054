using System.Numerics;
using System.Runtime.CompilerServices;

namespace Amity.Core.RateLimiting;

/// <summary>
/// An exact sliding window: of the calls of one key at most the permitted number is admitted in any second, wherever that second begins,
/// and no call is refused while fewer were. A second holds its beginning and not its end: a call at t is judged by those admitted in
/// (t - 1 s, t], so calls exactly one second apart do not count together. Refused calls do not count. Safe for any number of threads,
/// without a timer and without allocation. The idea: docs/decisions/0008-rate-limiter.md.
/// </summary>
public sealed class RateLimiter
{
    /// <summary>The largest limit; who wants more turns it off.</summary>
    public const int MostPermits = ushort.MaxValue;

    private const int SweepsPerSecond = 64;
    private const int SweepsPerSecondBehind = 256;

    // What one call does at most for the idle windows of others: some tenths of a millisecond.
    private const int MostPlacesPerSweep = 32 * 1024;
    private const int PlacesPerLock = 1024;

    private readonly TimeProvider time;
    private readonly WindowRule rule;
    private readonly WindowPages pages;
    private readonly WindowShard[] shards;
    private readonly int shardShift;
    private long nextSweep;
    private long lastSweep;
    private int nextShard;
    private int sweeping;

    /// <param name="permitsPerSecond">Calls of one key in any second; 0 admits all.</param>
    /// <param name="time">The monotonic clock; changes of the wall clock do not matter.</param>
    public RateLimiter(int permitsPerSecond, TimeProvider time)
    {
        if (permitsPerSecond is < 0 or > MostPermits)
        {
            throw new ArgumentOutOfRangeException(nameof(permitsPerSecond), permitsPerSecond, $"A limit lies between 0 and {MostPermits}.");
        }

        if (time.TimestampFrequency > uint.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(time), time.TimestampFrequency, "A clock of more than 2^32 stamps a second.");
        }

        this.time = time;
        rule = new WindowRule(permitsPerSecond, time.TimestampFrequency);
        pages = new WindowPages(rule);
        var count = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(4 * Environment.ProcessorCount, 8, 64));
        shards = new WindowShard[count];
        for (var i = 0; i < count; i++)
        {
            shards[i] = new WindowShard(pages);
        }

        shardShift = 32 - BitOperations.Log2((uint)count);
        lastSweep = nextSweep = time.GetTimestamp();
    }

    /// <summary>Windows in memory. Those that stay unused are dropped by calls of others, within two seconds while there are enough of them.</summary>
    public int Windows => shards.Sum(shard => shard.Windows);

    /// <summary>Room for windows in memory, used or not.</summary>
    internal long Places
    {
        get
        {
            var places = 0L;
            foreach (var shard in shards)
            {
                places += shard.Places;
            }

            return places;
        }
    }

    /// <summary>The entrance of one user, for whoever keeps it: through it the user's windows are found without a look-up.</summary>
    public RateLimitEntrance Entrance(int network, string userId) => new(this, network, userId);

    /// <summary>
    /// Admits the call and counts it, or refuses it and says after what time the key's next call would be admitted if none came between.
    /// </summary>
    public bool TryAcquire(in RateLimitKey key, out TimeSpan retryAfter)
    {
        var wait = rule.Permits == 0 ? 0 : Acquire(RateLimitKey.HashOf(key.UserId), key.Lane, key.UserId, new ClockStamp(time), out _);
        retryAfter = Duration(wait);
        return wait == 0;
    }

    /// <summary>
    /// The same for a call that has read the clock already, and at most a moment ago: 0 when it is admitted, else the stamps to wait.
    /// </summary>
    public long Acquire(in RateLimitKey key, long now) =>
        rule.Permits == 0 ? 0 : Acquire(RateLimitKey.HashOf(key.UserId), key.Lane, key.UserId, new GivenStamp(now), out _);

    /// <summary>Stamps as a duration, rounded up, so that whoever waits exactly this long is admitted.</summary>
    public TimeSpan Duration(long stamps) =>
        new((stamps * TimeSpan.TicksPerSecond + rule.Second - 1) / rule.Second);

    /// <summary>Refuses by the window at a remembered place without taking it; false tells nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryRefuse(ulong place, uint lane, long now, out long wait)
    {
        var at = WindowPages.At((uint)place);
        if (pages.Of((uint)place) is { } page && page.Has(at))
        {
            return rule.TryRefuse(ref page[at], (uint)(place >> 32), lane, now, out wait);
        }

        wait = 0;
        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal long Acquire(ref ulong place, uint user, uint lane, string userId, long now)
    {
        if (rule.Permits == 0)
        {
            return 0;
        }

        var stamp = new GivenStamp(now);
        var remembered = Volatile.Read(ref place);
        var at = WindowPages.At((uint)remembered);
        if (pages.Of((uint)remembered) is { } page && page.Has(at) && page[at].Lane == lane
            && TryTake(ref page[at], (uint)(remembered >> 32), stamp, out var wait))
        {
            return wait;
        }

        wait = Acquire(user, lane, userId, stamp, out var found);
        Volatile.Write(ref place, found);
        return wait;
    }

    private long Acquire<TStamp>(uint user, uint lane, string userId, TStamp stamp, out ulong place)
        where TStamp : struct, IStamp
    {
        var hash = RateLimitKey.HashOf(user, lane);
        var shard = shards[hash >> shardShift];
        for (; ; )
        {
            place = shard.Find(hash, lane, userId, out var page);
            if (place == 0 && shard.Opened(hash, lane, userId, stamp, out place, out page, out var now))
            {
                SweepIfDue(now);
                return 0;
            }

            ref var window = ref page![WindowPages.At((uint)place)];
            var tenancy = (uint)(place >> 32);
            if ((stamp.IsGiven && rule.TryRefuse(ref window, tenancy, lane, stamp.Given, out var wait)) || TryTake(ref window, tenancy, stamp, out wait))
            {
                return wait;
            }

            // Moved or dropped meanwhile.
        }
    }

    /// <summary>Judges the call by a window; false when that is another key's by now.</summary>
    private bool TryTake<TStamp>(ref Window window, uint tenancy, TStamp stamp, out long wait)
        where TStamp : struct, IStamp
    {
        wait = 0;
        if (!Window.TryEnter(ref window, tenancy))
        {
            return false;
        }

        var now = stamp.Read(ref window);
        wait = rule.Take(ref window, now);
        Window.Leave(ref window);
        if (wait == 0)
        {
            SweepIfDue(now);
        }

        return true;
    }

    private void SweepIfDue(long now)
    {
        if (now - Volatile.Read(ref nextSweep) >= 0)
        {
            SweepAlone(now);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SweepAlone(long now)
    {
        if (Interlocked.Exchange(ref sweeping, 1) != 0)
        {
            return;
        }

        try
        {
            Sweep(now);
        }
        finally
        {
            Volatile.Write(ref sweeping, 0);
        }
    }

    /// <summary>Visits as large a part of all places as of a second went by since the last time.</summary>
    private void Sweep(long now)
    {
        var all = Places;
        var since = Math.Max(lastSweep, now - rule.Second);
        var due = all * (now - since) / rule.Second + 1;
        var isBehind = due > MostPlacesPerSweep;
        var budget = (int)Math.Min(due, MostPlacesPerSweep);

        // After a pause, or with millions of windows, the rest is left to later calls, which are not to do it one after the other either.
        lastSweep = isBehind ? since + rule.Second * budget / all : now;
        Volatile.Write(ref nextSweep, now + rule.Second / (isBehind ? SweepsPerSecondBehind : SweepsPerSecond));
        var ended = 0;
        while (budget > 0 && ended <= shards.Length)
        {
            var slice = Math.Min(budget, PlacesPerLock);
            budget -= slice;
            if (shards[nextShard].Sweep(now, ref slice))
            {
                ended++;
                nextShard = (nextShard + 1) % shards.Length;
            }

            budget += slice;
        }
    }
}
