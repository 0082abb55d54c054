using Amity.Core.Json;
using Amity.Core.Paging;
using Amity.Core.Time;
using Amity.Modules.Users;

namespace Amity.Modules.Reactions;

/// <summary>
/// The REACTION family of answers. The SDK reads the first of <see cref="Reactions"/> unseen, so that there is always exactly one.
/// </summary>
public sealed record ReactionsBody
{
    public required IReadOnlyList<ReactionBody> Reactions { get; init; }

    public required IReadOnlyList<UserBody> Users { get; init; }

    public IReadOnlyList<RawJson> Files { get; init; } = [];

    public required Paging Paging { get; init; }
}

/// <summary>A page of the reactions to one item.</summary>
public sealed record ReactionBody
{
    public required string ReferenceId { get; init; }

    public required string ReferenceType { get; init; }

    public required IReadOnlyList<ReactorBody> Reactors { get; init; }
}

/// <summary>One reaction of one user.</summary>
public sealed record ReactorBody
{
    public required string ReactionId { get; init; }

    public required string ReactionName { get; init; }

    /// <summary>The public id.</summary>
    public required string UserId { get; init; }

    public required string UserPublicId { get; init; }

    public required string UserInternalId { get; init; }

    public required Instant CreatedAt { get; init; }

    public required Instant UpdatedAt { get; init; }
}
