namespace Amity.Core.Events;

/// <summary>
/// Somebody may read less than before: what they listen to has to be looked at again. Raised by whatever takes sight away; what gives it needs no
/// telling.
/// </summary>
/// <param name="UserIds">Public ids of those who lose it, at most 100; empty where <paramref name="CommunityId"/> or the whole network is meant.</param>
/// <param name="CommunityId">A community that some of its readers may not read any more, whoever they are.</param>
public sealed record SightLost(IReadOnlyCollection<string> UserIds, string? CommunityId = null) : IEvent
{
    /// <summary>Of nobody by name and nothing by id: of anybody in the network.</summary>
    public static readonly SightLost OfAnybody = new([]);
}
