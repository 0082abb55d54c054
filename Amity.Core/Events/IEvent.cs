namespace Amity.Core.Events;

/// <summary>Something that happened in a write, as a record in domain words (<c>PostCreated</c>).</summary>
public interface IEvent;

/// <summary>
/// Listens inside the write that raised the event, before its savepoint is released; modules are called in their hand-written
/// order. A throw rolls the write back. A listener touches at most 100 rows: growing effects store a job instead.
/// </summary>
public interface IInWrite<in TEvent> where TEvent : IEvent
{
    Task On(TEvent raised, Data.IWrite tx);
}
