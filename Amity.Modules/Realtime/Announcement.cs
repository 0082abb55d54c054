using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Core.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Modules.Realtime;

/// <summary>How an event becomes messages: one line of <see cref="Announcements"/>.</summary>
internal interface IAnnouncement
{
    /// <summary>What the SDKs call it.</summary>
    string EventType { get; }

    /// <summary>The event of this server behind it.</summary>
    Type Event { get; }

    /// <summary>Listens for the event in every write.</summary>
    void Listen(IServiceCollection services);
}

/// <summary>What is told, and whom.</summary>
/// <param name="Topics">Those of the object that it happened to; a name that is no topic is passed over.</param>
/// <param name="Data">Makes the payload; only called when somebody listens.</param>
/// <param name="Audience">The members (<see cref="RealtimeMember.KeyOf"/>) whom it is for, of all who listen; null for all of them.</param>
internal sealed record Announced(IReadOnlyList<string> Topics, Func<Task<byte[]>> Data, IReadOnlySet<string>? Audience = null)
{
    /// <summary>The members whom it is not for, of all who listen; null for none of them.</summary>
    public IReadOnlySet<string>? Outsiders { get; init; }

    /// <summary>The same for others, on other topics.</summary>
    public Announced? Also { get; init; }
}

/// <summary>Reads what is announced: after the commit, so it shows that commit or a later one.</summary>
internal sealed record Teller(Network Network, IRead Read)
{
    /// <summary>The audience of these users; of those who are vouched for, the connections that have rights in the whole network.</summary>
    public IReadOnlySet<string> Keys(IEnumerable<string> internalIds, IEnumerable<string>? vouched = null) =>
        internalIds.Select(internalId => RealtimeMember.KeyOf(Network, internalId))
            .Concat((vouched ?? []).Select(internalId => RealtimeMember.VouchedKeyOf(Network, internalId)))
            .ToHashSet(StringComparer.Ordinal);
}

/// <param name="EventType">What the SDKs call it.</param>
/// <param name="Subject">The object that it happened to: what is told of one comes in the order of the commits.</param>
/// <param name="Tell">Makes topics and payload of it; null where there is nothing to tell any more.</param>
/// <param name="Which">Those of the events that it is, where it is not all of them.</param>
internal sealed record Announcement<TEvent>(
    string EventType, Func<TEvent, string> Subject, Func<TEvent, Teller, Task<Announced?>> Tell, Func<TEvent, bool>? Which = null) : IAnnouncement
    where TEvent : IEvent
{
    public Type Event => typeof(TEvent);

    public void Listen(IServiceCollection services) =>
        services.AddSingleton<IInWrite<TEvent>>(provider => new Announcer<TEvent>(this, provider.GetRequiredService<Outbox>()));
}

/// <summary>Hands the events of committed writes to the outbox.</summary>
internal sealed class Announcer<TEvent>(Announcement<TEvent> announcement, Outbox outbox) : IInWrite<TEvent> where TEvent : IEvent
{
    public Task On(TEvent raised, IWrite tx)
    {
        if (announcement.Which?.Invoke(raised) == false)
        {
            return Task.CompletedTask;
        }

        var (database, author) = (tx.Database, tx.Author);
        tx.AfterCommit(() => outbox.Add(database, author, announcement.EventType, announcement.Subject(raised), teller => announcement.Tell(raised, teller)));
        return Task.CompletedTask;
    }
}
