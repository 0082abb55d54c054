using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.RateLimiting;
using Amity.Core.RateLimiting;
using RateLimiter = Amity.Core.RateLimiting.RateLimiter;

namespace Amity.Benchmarks.Limiters;

/// <summary>
/// Users known to everything that is compared, and one call of each for a draw. A call of the server has read the clock before it comes to
/// the limiter, for its duration in the metrics, and hands the stamp on: so do those decisions here that say nothing else, on a stamp that
/// is at most <see cref="Batch"/> decisions old.
/// </summary>
internal sealed class Crowd : IDisposable
{
    public const int Batch = 64;
    public const int Permits = 10;
    private const int Operation = 7;

    private readonly string[] users;
    private readonly RateLimitEntrance[] entrances;
    private readonly RateLimiter limiter = new(Permits, TimeProvider.System);
    private readonly ConcurrentDictionary<string, object> dictionary = new();
    private readonly PartitionedRateLimiter<string> partitioned = Framework.Partitioned();

    public Crowd(int count)
    {
        users = [.. Enumerable.Range(0, count).Select(i => $"user-{i}")];
        entrances = Array.ConvertAll(users, user => limiter.Entrance(1, user));
        foreach (var user in users)
        {
            dictionary[user] = user;
            partitioned.AttemptAcquire(user).Dispose();
        }
    }

    /// <summary>What any limiter that keeps something for a user does first.</summary>
    public int LookUp(ReadOnlySpan<int> draws)
    {
        var found = 0;
        foreach (var draw in draws)
        {
            found += dictionary.TryGetValue(users[draw], out _) ? 1 : 0;
        }

        return found;
    }

    public int ById(ReadOnlySpan<int> draws)
    {
        var (admitted, now) = (0, Stopwatch.GetTimestamp());
        foreach (var draw in draws)
        {
            admitted += limiter.Acquire(new RateLimitKey(1, Operation, users[draw]), now) == 0 ? 1 : 0;
        }

        return admitted;
    }

    public int ByIdReadingTheClock(ReadOnlySpan<int> draws)
    {
        var admitted = 0;
        foreach (var draw in draws)
        {
            admitted += limiter.TryAcquire(new RateLimitKey(1, Operation, users[draw]), out _) ? 1 : 0;
        }

        return admitted;
    }

    public int BySession(ReadOnlySpan<int> draws)
    {
        var (admitted, now) = (0, Stopwatch.GetTimestamp());
        foreach (var draw in draws)
        {
            admitted += entrances[draw].Acquire(Operation, now) == 0 ? 1 : 0;
        }

        return admitted;
    }

    public int BySessionReadingTheClock(ReadOnlySpan<int> draws)
    {
        var admitted = 0;
        foreach (var draw in draws)
        {
            admitted += entrances[draw].Acquire(Operation, Stopwatch.GetTimestamp()) == 0 ? 1 : 0;
        }

        return admitted;
    }

    public int ByPartition(ReadOnlySpan<int> draws)
    {
        var admitted = 0;
        foreach (var draw in draws)
        {
            using var lease = partitioned.AttemptAcquire(users[draw]);
            admitted += lease.IsAcquired ? 1 : 0;
        }

        return admitted;
    }

    public void Dispose() => partitioned.Dispose();
}
