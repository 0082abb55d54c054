using System.Collections.Concurrent;
using Amity.Core.Identity;

namespace Amity.Modules.Sessions;

/// <summary>A session in memory: one look-up by the token's hash gives the caller and whether the token still lives.</summary>
internal sealed record LiveSession(Caller Caller, long ExpiresAt);

/// <summary>
/// The sessions that were used lately, by token hash. Filled from the database, emptied of what a commit ended. A session that was read
/// before an ending committed is not put in after it: <see cref="Add"/> takes the number that <see cref="Endings"/> had before the read.
/// </summary>
internal sealed class LiveSessions(TimeProvider time)
{
    private const int Most = 200_000;

    private readonly ConcurrentDictionary<string, LiveSession> sessions = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private long endings;

    public long Endings => Interlocked.Read(ref endings);

    public LiveSession? Find(string hash)
    {
        if (!sessions.TryGetValue(hash, out var session))
        {
            return null;
        }

        if (session.ExpiresAt > time.GetUtcNow().ToUnixTimeMilliseconds())
        {
            return session;
        }

        sessions.TryRemove(hash, out _);
        return null;
    }

    public void Add(string hash, LiveSession session, long endingsBefore)
    {
        lock (gate)
        {
            if (endings != endingsBefore)
            {
                return;
            }

            if (sessions.Count >= Most)
            {
                // Rather than track use on every call: what is still needed comes back with one read each.
                sessions.Clear();
            }

            sessions[hash] = session;
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
                sessions.TryRemove(hash, out _);
            }
        }
    }
}
