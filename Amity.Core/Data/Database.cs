using Amity.Core.Events;

namespace Amity.Core.Data;

/// <summary>How much a commit survives: <see cref="Full"/> survives power loss, <see cref="Normal"/> a killed process only.</summary>
public enum Durability
{
    Full,
    Normal,
}

/// <summary>What the databases of one server have in common.</summary>
public sealed record DatabaseOptions
{
    public Durability Durability { get; init; } = Durability.Full;

    /// <summary>Writes that may wait. A write beyond it is refused with <see cref="Errors.ErrorKind.Busy"/>.</summary>
    public int QueueLength { get; init; } = 4096;

    /// <summary>A database without requests for this long closes its connections; the next request opens them again.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>Calls the listeners inside a write.</summary>
public interface IInWriteDispatcher
{
    Task Dispatch<TEvent>(TEvent raised, IWrite tx) where TEvent : IEvent;
}

/// <summary>A reader with one snapshot; dispose it to give it back.</summary>
public interface IReadLease : IRead, IDisposable;
