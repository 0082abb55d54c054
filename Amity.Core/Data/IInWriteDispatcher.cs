using Amity.Core.Events;

namespace Amity.Core.Data;

/// <summary>Calls the listeners inside a write.</summary>
public interface IInWriteDispatcher
{
    Task Dispatch<TEvent>(TEvent raised, IWrite tx) where TEvent : IEvent;
}
