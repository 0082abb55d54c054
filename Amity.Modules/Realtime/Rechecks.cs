using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Modules.Users;
using Microsoft.Extensions.Logging;

namespace Amity.Modules.Realtime;

/// <summary>
/// Looks at subscriptions again when somebody may read less than before: after the commit, beside the writer. From the commit on what is published for these
/// members waits, so that nobody else has to. A member is looked at once, however often that is asked for meanwhile, and not more often than it costs little.
/// </summary>
internal sealed class Rechecks(RealtimeServer server, OpenNetworks networks, ILogger<Rechecks> log) : IInWrite<SightLost>, IInWrite<UserRolesChanged>
{
    private const int AtOnce = 2;

    /// <summary>Of one member's subscriptions; between two looks at it so much time passes that it is not more.</summary>
    private const int QuestionsPerSecond = 1000;

    private readonly Lock gate = new();
    private readonly Queue<string> queue = [];
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private readonly HashSet<string> resting = new(StringComparer.Ordinal);
    private int working;
    private int finding;

    /// <summary>Whether all that is known of by now has been looked at.</summary>
    public bool IsIdle
    {
        get
        {
            lock (gate)
            {
                return working == 0 && asked.Count == 0 && Volatile.Read(ref finding) == 0;
            }
        }
    }

    public Task On(UserRolesChanged raised, IWrite tx) => On(new SightLost([raised.UserId]), tx);

    public async Task On(SightLost raised, IWrite tx)
    {
        if (networks.Of(tx.Database) is not { } network)
        {
            return;
        }

        if (raised.UserIds.Count == 0)
        {
            var below = raised.CommunityId is { } communityId ? $"{network.Id}/social/community/{communityId}" : $"{network.Id}/social";
            tx.AfterCommit(() => _ = Below(below));
            return;
        }

        var internalIds = await tx.Many<string>(InternalIds, new { userIds = raised.UserIds });
        tx.AfterCommit(() =>
        {
            foreach (var key in internalIds.Select(internalId => RealtimeMember.KeyOf(network, internalId)))
            {
                server.Broker.Withhold(key);
                Ask(key);
            }
        });
    }

    private async Task Below(string topic)
    {
        Interlocked.Increment(ref finding);
        try
        {
            foreach (var key in await server.Broker.WithholdBelow(topic))
            {
                Ask(key);
            }
        }
        catch (Exception trouble)
        {
            Log(trouble);
        }
        finally
        {
            Interlocked.Decrement(ref finding);
        }
    }

    private void Ask(string key)
    {
        lock (gate)
        {
            if (asked.Add(key) && !resting.Contains(key))
            {
                queue.Enqueue(key);
                Work();
            }
        }
    }

    private void Work()
    {
        if (working < AtOnce)
        {
            working++;
            _ = Task.Run(WorkOff);
        }
    }

    private async Task WorkOff()
    {
        while (Next() is { } key)
        {
            _ = Rest(key, await Recheck(key));
        }
    }

    private string? Next()
    {
        lock (gate)
        {
            if (!queue.TryDequeue(out var key))
            {
                working--;
                return null;
            }

            asked.Remove(key);
            resting.Add(key);
            return key;
        }
    }

    private async Task Rest(string key, int questions)
    {
        await Task.Delay(TimeSpan.FromSeconds((double)questions / QuestionsPerSecond));
        lock (gate)
        {
            resting.Remove(key);
            if (asked.Contains(key))
            {
                queue.Enqueue(key);
                Work();
            }
        }
    }

    /// <summary>Who cannot be asked about must not go on listening: its client comes back, and is asked about then.</summary>
    private async Task<int> Recheck(string key)
    {
        try
        {
            return await server.Broker.Recheck(key);
        }
        catch (Exception trouble)
        {
            Log(trouble);
            server.Broker.End(key);
            return 0;
        }
    }

    private void Log(Exception trouble)
    {
        if (!server.IsStopping)
        {
            log.LogWarning("Rights could not be looked at again: {Cause}", trouble.Message);
        }
    }

    private const string InternalIds = """
        select internal_id
        from users
        where user_id in @userIds
        limit 1000
        """;
}
