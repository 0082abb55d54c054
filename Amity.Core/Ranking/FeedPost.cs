namespace Amity.Core.Ranking;

/// <summary>What a feed of many sources must know of a post. All times are milliseconds since 1970 UTC.</summary>
public sealed record FeedPost
{
    public required string Id { get; init; }

    public required long CreatedAt { get; init; }

    /// <summary>When its content was last edited; its creation if never.</summary>
    public long EditedAt { get; init; }

    /// <summary>When its comments, its reactions or its <see cref="EditedAt"/> last changed.</summary>
    public long RankedAt { get; init; }

    public long Comments { get; init; }

    public long Reactions { get; init; }
}

/// <summary>The order of a feed of many sources.</summary>
public enum FeedOrder
{
    /// <summary>That of <see cref="RankedOrder"/>.</summary>
    Ranked,

    /// <summary>The newest first, among equals the greatest id: <see cref="RankedOrder"/> if all scores were 0.</summary>
    Newest,
}

/// <summary>Which page of a feed, as of which instant.</summary>
public readonly record struct FeedPlace
{
    /// <summary>Posts that are younger do not take part, and scores are those of this instant: one for all pages of a walk.</summary>
    public required long Instant { get; init; }

    /// <summary>The post that the page begins behind, or ends before; null for the first page.</summary>
    public Ranked? Cursor { get; init; }

    /// <summary>Whether a post that stands exactly at the cursor belongs to the page.</summary>
    public bool Inclusive { get; init; }

    /// <summary>Whether the page lies before the cursor.</summary>
    public bool Back { get; init; }

    /// <summary>Without a cursor: how many posts to leave out at the begin.</summary>
    public int Skip { get; init; }

    public required int Size { get; init; }
}

/// <summary>A page of a feed, in the order of the feed whichever way it was reached.</summary>
public sealed record FeedSlice
{
    public required IReadOnlyList<Ranked> Posts { get; init; }

    /// <summary>Whether a post lies before the page.</summary>
    public required bool HasBefore { get; init; }

    /// <summary>Whether a post lies behind it.</summary>
    public required bool HasAfter { get; init; }

    /// <summary>The last post that <see cref="FeedPlace.Skip"/> left out.</summary>
    public Ranked? Skipped { get; init; }
}
