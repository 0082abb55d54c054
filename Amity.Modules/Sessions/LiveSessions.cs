using System.Collections.Concurrent;
using Amity.Core.Identity;

namespace Amity.Modules.Sessions;

/// <summary>
/// The callers of sessions that were used lately, by token hash: one look-up tells who it is and whether the token still lives. Filled from
/// the database, emptied of what a commit ended. A session that was read before an ending committed is not put in after it:
/// <see cref="Add"/> takes the number that <see cref="Endings"/> had before the read. Who is not in here, or no more, has a life that is
/// over: connections remember callers, and look them up again by that.
/// </summary>
internal sealed class LiveSessions(TimeProvider time)
{
    private const int Most = 200_000;

    private readonly ConcurrentDictionary<string, Caller> sessions = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private long endings;

    public long Endings => Interlocked.Read(ref endings);

    public Caller? Find(string hash)
    {
        if (!sessions.TryGetValue(hash, out var caller) || caller.Life!.IsOver)
        {
            return null;
        }

        if (caller.Life.ExpiresAt > time.GetUtcNow().ToUnixTimeMilliseconds())
        {
            return caller;
        }

        Remove(hash);
        return null;
    }

    public void Add(string hash, Caller caller, long endingsBefore)
    {
        lock (gate)
        {
            if (endings != endingsBefore)
            {
                caller.Life!.End();
                return;
            }

            if (sessions.Count >= Most)
            {
                // Rather than track use on every call: what is still needed comes back with one read each.
                foreach (var forgotten in sessions.Keys)
                {
                    Remove(forgotten);
                }
            }

            Remove(hash);
            sessions[hash] = caller;
        }
    }

    /// <summary>Called after the commit that ended them.</summary>
    public void End(IEnumerable<string> hashes)
    {
        lock (gate)
        {
            endings++;
            foreach (var hash in hashes)
            {
                Remove(hash);
            }
        }
    }

    /// <summary>Those of a network that is closed.</summary>
    public void End(Network network)
    {
        lock (gate)
        {
            endings++;
            foreach (var (hash, caller) in sessions)
            {
                if (caller.Network == network)
                {
                    Remove(hash);
                }
            }
        }
    }

    private void Remove(string hash)
    {
        if (sessions.TryRemove(hash, out var caller))
        {
            caller.Life!.End();
        }
    }
}
