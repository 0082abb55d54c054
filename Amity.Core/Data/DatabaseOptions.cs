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

    /// <summary>How many bytes of answers each database keeps for their next use; 0 keeps none.</summary>
    public int AnswerBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>
    /// For tests: a write that awaits something unfinished is rolled back with an <see cref="InvalidOperationException"/>. Otherwise
    /// the writer waits for it, and every other write of the database waits with it.
    /// </summary>
    public bool RefuseUnfinishedAwaits { get; init; }

    /// <summary>A batch commits at the latest after this many writes: it bounds what one failing commit can take down.</summary>
    public int BatchWrites { get; init; } = 256;

    /// <summary>A batch takes no further write when this long has passed since its begin: it bounds what the first write waits for the others.</summary>
    public TimeSpan BatchTime { get; init; } = TimeSpan.FromMilliseconds(2);
}
