using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Amity.Modules.Realtime;

/// <summary>A line in the log for a client that breaks the protocol or asks for what it may not have: one a minute of each user, and of all strangers together.</summary>
internal sealed class Misbehaviour(ILogger<Misbehaviour> log)
{
    private const int Most = 10_000;
    private const int LongestText = 200;
    private const long Pause = 60_000;

    private readonly ConcurrentDictionary<string, long> noted = new(StringComparer.Ordinal);

    public void Note(string internalId, string how)
    {
        var now = Environment.TickCount64;
        if (noted.TryGetValue(internalId, out var last) && now - last < Pause)
        {
            return;
        }

        if (noted.Count >= Most)
        {
            noted.Clear();
        }

        noted[internalId] = now;

        // Clients choose part of the text: it must not look like lines of ours.
        var text = string.Concat(how.Take(LongestText).Select(letter => char.IsControl(letter) ? ' ' : letter));
        log.LogWarning("A realtime client of {User} misbehaves: {How}", internalId.Length > 0 ? $"user {internalId}" : "nobody", text);
    }
}
