namespace Amity.Modules.Communities;

/// <summary>Who finds a community, and whether one walks in or has to ask.</summary>
internal sealed record Entrance
{
    /// <summary>What a community has whose creator says nothing of it: everybody finds it and joins.</summary>
    public static readonly Entrance Open = new() { IsPublic = true };

    public required bool IsPublic { get; init; }

    /// <summary>A private community whose header everybody reads. Never set on a public one, so that one which turns private is hidden.</summary>
    public bool IsDiscoverable { get; init; }

    public bool RequiresJoinApproval { get; init; }

    /// <summary>
    /// What becomes of it by the fields that were sent. A private community that becomes discoverable asks for approval from then on unless
    /// it is told otherwise: else to show it would be to open it.
    /// </summary>
    public Entrance With(CommunityFields fields)
    {
        var isPublic = fields.IsPublic ?? IsPublic;
        var isDiscoverable = !isPublic && (fields.IsDiscoverable ?? IsDiscoverable);
        return new Entrance
        {
            IsPublic = isPublic,
            IsDiscoverable = isDiscoverable,
            RequiresJoinApproval = fields.RequiresJoinApproval ?? (RequiresJoinApproval || (isDiscoverable && !IsDiscoverable)),
        };
    }
}
