namespace Amity.Core.RateLimiting;

/// <summary>The moment of a call. Structs, so that the judging code is compiled for each.</summary>
internal interface IStamp
{
    /// <summary>Whether the clock was read earlier in the same call, so that the moment is known before any window is entered.</summary>
    bool IsGiven { get; }

    long Given { get; }

    /// <summary>The moment for the judgement by a window that has been entered.</summary>
    long Read(ref Window entered);
}

/// <summary>Read earlier in the same call.</summary>
internal readonly struct GivenStamp(long now) : IStamp
{
    public bool IsGiven => true;

    public long Given => now;

    public long Read(ref Window entered) => now;
}

/// <summary>Read when the window has been entered, so that the windows' stamps have the order of the calls.</summary>
internal readonly struct ClockStamp(TimeProvider time) : IStamp
{
    public bool IsGiven => false;

    /// <summary>Read now.</summary>
    public long Given => time.GetTimestamp();

    public long Read(ref Window entered)
    {
        try
        {
            return time.GetTimestamp();
        }
        catch
        {
            // A host's own clock; the window must not stay taken.
            Window.Leave(ref entered);
            throw;
        }
    }
}
