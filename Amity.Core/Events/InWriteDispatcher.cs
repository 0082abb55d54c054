using Amity.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Core.Events;

/// <summary>Calls the registered listeners of an event in the order of their registration, which is the order of modules.</summary>
public sealed class InWriteDispatcher(IServiceProvider services) : IInWriteDispatcher
{
    public async Task Dispatch<TEvent>(TEvent raised, IWrite tx) where TEvent : IEvent
    {
        foreach (var listener in services.GetServices<IInWrite<TEvent>>())
        {
            await listener.On(raised, tx);
        }
    }
}
