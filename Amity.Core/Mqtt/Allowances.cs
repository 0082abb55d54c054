using System.Collections.Concurrent;

namespace Amity.Core.Mqtt;

/// <summary>
/// How many questions the policy may be asked for each member's sake: a bucket that fills again with time. Who has emptied it waits, so that nobody alone keeps
/// the policy busy for all others. Knows only those whose bucket is not full.
/// </summary>
/// <param name="perSecond">What comes back in a second; 0 for no bound.</param>
/// <param name="atOnce">What a full bucket holds.</param>
internal sealed class Allowances(int perSecond, int atOnce)
{
    /// <summary>Whoever would have to wait for longer is refused.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);

    private readonly ConcurrentDictionary<string, Bucket> buckets = new(StringComparer.Ordinal);

    public int Known => buckets.Count;

    /// <summary>Waits until the member may have the policy asked so many questions. False when that would take too long: then they are not counted.</summary>
    public async ValueTask<bool> Take(string member, int questions)
    {
        if (perSecond == 0 || questions == 0)
        {
            return true;
        }

        var wait = Wait(member, questions, LongestWait);
        if (wait > LongestWait)
        {
            return false;
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait);
        }

        return true;
    }

    /// <summary>Counts questions that have to be asked at once: whoever comes next waits for them.</summary>
    public void Charge(string member, int questions)
    {
        if (perSecond > 0 && questions > 0)
        {
            Wait(member, questions, TimeSpan.MaxValue);
        }
    }

    /// <summary>Forgets those whose bucket is full again.</summary>
    public void Sweep()
    {
        var now = Environment.TickCount64;
        foreach (var (member, bucket) in buckets)
        {
            lock (bucket)
            {
                bucket.IsGone = Fill(bucket, now) >= atOnce;
                if (bucket.IsGone)
                {
                    buckets.TryRemove(member, out _);
                }
            }
        }
    }

    /// <summary>Counts the questions and says how long to wait, unless that is longer than it may be.</summary>
    private TimeSpan Wait(string member, int questions, TimeSpan longest)
    {
        while (true)
        {
            var now = Environment.TickCount64;
            var bucket = buckets.GetOrAdd(member, static (_, made) => new Bucket { Left = made.atOnce, At = made.now }, (atOnce, now));
            lock (bucket)
            {
                if (bucket.IsGone)
                {
                    continue;
                }

                var left = Fill(bucket, now) - questions;
                var wait = left >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-left / perSecond);
                if (wait <= longest)
                {
                    bucket.Left = left;
                }

                return wait;
            }
        }
    }

    private double Fill(Bucket bucket, long now)
    {
        bucket.Left = Math.Min(atOnce, bucket.Left + ((now - bucket.At) * perSecond / 1000.0));
        bucket.At = now;
        return bucket.Left;
    }

    private sealed class Bucket
    {
        /// <summary>Below zero while somebody waits.</summary>
        public double Left { get; set; }

        public long At { get; set; }

        public bool IsGone { get; set; }
    }
}
