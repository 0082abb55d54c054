using System.Collections.Concurrent;
using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Modules.Networks;

namespace Amity.Modules.Presence;

/// <summary>
/// When each user was last heard of, in memory alone: a beat every half a minute of every user would keep the writer busy with what is worth nothing a minute
/// later, and after a restart all who are there have said so within one interval.
/// </summary>
internal sealed class Heartbeats : INetworkClosed
{
    private const int BeatsBetweenSweeps = 4096;

    private readonly ConcurrentDictionary<Database, Beats> networks = [];

    /// <param name="database">That of the network.</param>
    /// <param name="userId">Who is there.</param>
    /// <param name="now">Milliseconds since 1970.</param>
    /// <param name="onlineFor">After which time an older beat says nothing any more.</param>
    public void Beat(Database database, string userId, long now, TimeSpan onlineFor)
    {
        var beats = networks.GetOrAdd(database, _ => new Beats());
        beats.Last[userId] = now;
        if (Interlocked.Increment(ref beats.Count) % BeatsBetweenSweeps == 0)
        {
            foreach (var (user, at) in beats.Last)
            {
                if (now - at > onlineFor.TotalMilliseconds)
                {
                    beats.Last.TryRemove(KeyValuePair.Create(user, at));
                }
            }
        }
    }

    /// <summary>The user is not to be seen any more.</summary>
    public void Forget(Database database, string userId)
    {
        if (networks.TryGetValue(database, out var beats))
        {
            beats.Last.TryRemove(userId, out _);
        }
    }

    void INetworkClosed.On(Network closed) => networks.TryRemove(closed.Database, out _);

    /// <summary>The last beat of a user in milliseconds since 1970; null when none is known.</summary>
    public long? Of(Database database, string userId) =>
        networks.TryGetValue(database, out var beats) && beats.Last.TryGetValue(userId, out var at) ? at : null;

    /// <summary>Who was heard of since this instant.</summary>
    public IEnumerable<(string UserId, long At)> Since(Database database, long since) =>
        networks.TryGetValue(database, out var beats) ? beats.Last.Where(beat => beat.Value >= since).Select(beat => (beat.Key, beat.Value)) : [];

    private sealed class Beats
    {
        public readonly ConcurrentDictionary<string, long> Last = new(StringComparer.Ordinal);

        public long Count;
    }
}
