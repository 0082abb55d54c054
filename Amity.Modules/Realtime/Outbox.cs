using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Mqtt;
using Microsoft.Extensions.Logging;

namespace Amity.Modules.Realtime;

/// <summary>
/// Announces what was committed: of one object in the order of the commits, after the author's answer or <see cref="Hold"/> at the latest, because the SDK
/// learns from the answer which of the things it is told of is its own. Who lost sight of the object in that commit, or in one before, is withheld from
/// since (<see cref="Rechecks"/>). Nothing is read or built while nobody listens. Best effort: what is beyond <see cref="Most"/> in a network is dropped, and what
/// waits at the end of the process is lost.
/// </summary>
internal sealed class Outbox(RealtimeServer server, OpenNetworks networks, ILogger<Outbox> log)
{
    public const int Most = 10_000;

    public static readonly TimeSpan Hold = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private readonly Dictionary<(Network Network, string Subject), Task> last = [];
    private readonly SemaphoreSlim reading = new(Math.Max(2, Environment.ProcessorCount));
    private readonly Dictionary<Network, int> ofNetworks = [];
    private int waiting;
    private long dropped;

    /// <summary>Announcements that found too many waiting, in all.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Called on the writer, after the commit and in the order of commits: takes notes and no time.</summary>
    public void Add(Database database, Author? author, string eventType, string subject, Func<Teller, Task<Announced?>> tell)
    {
        if (server.Broker.Subscriptions == 0 || networks.Of(database) is not { } network)
        {
            return;
        }

        lock (gate)
        {
            var already = ofNetworks.GetValueOrDefault(network);
            if (already >= Most)
            {
                Interlocked.Increment(ref dropped);
                return;
            }

            ofNetworks[network] = already + 1;
            Interlocked.Increment(ref waiting);
            var release = author is null ? Task.CompletedTask : Task.WhenAny(author.Answered, Task.Delay(Hold));
            var before = last.GetValueOrDefault((network, subject), Task.CompletedTask);
            var turn = Task.Run(() => Turn(before, release, network, eventType, tell));
            last[(network, subject)] = turn;
            _ = turn.ContinueWith(done => Forget((network, subject), done), TaskScheduler.Default);
        }
    }

    private void Forget((Network Network, string Subject) subject, Task done)
    {
        lock (gate)
        {
            Interlocked.Decrement(ref waiting);
            if (--ofNetworks[subject.Network] == 0)
            {
                ofNetworks.Remove(subject.Network);
            }

            if (last.TryGetValue(subject, out var latest) && latest == done)
            {
                last.Remove(subject);
            }
        }
    }

    private async Task Turn(Task before, Task release, Network network, string eventType, Func<Teller, Task<Announced?>> tell)
    {
        await before;
        await release;
        await reading.WaitAsync();
        try
        {
            await Announce(network, eventType, tell);
        }
        catch (Exception trouble)
        {
            if (!server.IsStopping)
            {
                log.LogWarning(trouble, "{EventType} could not be announced", eventType);
            }
        }
        finally
        {
            reading.Release();
        }
    }

    private async Task Announce(Network network, string eventType, Func<Teller, Task<Announced?>> tell)
    {
        using var read = network.Database.Read();
        if (await tell(new Teller(network, read)) is not { } announced)
        {
            return;
        }

        for (var part = announced; part is not null; part = part.Also)
        {
            byte[]? data = null;
            foreach (var topic in part.Topics.Where(topic => Topic.IsName(topic)))
            {
                if (await server.Broker.IsHeard(topic))
                {
                    data ??= await part.Data();
                    server.Broker.Publish(EventMessage.Of(network, eventType, topic, data, network.Database.Now, part.Audience, part.Outsiders));
                }
            }
        }
    }
}
