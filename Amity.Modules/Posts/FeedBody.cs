using Amity.Core.Time;

namespace Amity.Modules.Posts;

/// <remarks>The SDK finds a post's <c>feedType</c> through it.</remarks>
public sealed partial record FeedBody
{
    public required string FeedId { get; init; }

    public required string FeedType { get; init; }

    public required string TargetType { get; init; }

    public required string TargetId { get; init; }

    public required long PostCount { get; init; }

    public required Instant CreatedAt { get; init; }

    public required Instant UpdatedAt { get; init; }
}
