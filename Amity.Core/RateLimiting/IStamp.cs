namespace Amity.Core.RateLimiting;

/// <summary>The moment of a call. Structs, so that the judging code is compiled for each.</summary>
internal interface IStamp
{
    long Now { get; }
}

/// <summary>Read earlier in the same call.</summary>
internal readonly struct GivenStamp(long now) : IStamp
{
    public long Now => now;
}

/// <summary>Read when the window has been entered, so that the windows' stamps have the order of the calls.</summary>
internal readonly struct ClockStamp(TimeProvider time) : IStamp
{
    public long Now => time.GetTimestamp();
}
