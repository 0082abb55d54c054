using System.Text.Json.Serialization;
using Amity.Core.Json;
using Amity.Core.Time;

namespace Amity.Modules.Posts;

public sealed partial record PostBody
{
    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    public required string PostId { get; init; }

    public required string Path { get; init; }

    /// <summary>Absent on parents.</summary>
    public string? ParentPostId { get; init; }

    /// <summary>The author's public id.</summary>
    public required string PostedUserId { get; init; }

    public required string PostedUserPublicId { get; init; }

    public required string PostedUserInternalId { get; init; }

    public required string TargetType { get; init; }

    /// <summary>The community's id, or the public id of the user on whose wall it stands.</summary>
    public required string TargetId { get; init; }

    public required string FeedId { get; init; }

    /// <summary><c>published</c>, or <c>reviewing</c> or <c>declined</c> for those who may know.</summary>
    public required string FeedType { get; init; }

    public required string DataType { get; init; }

    /// <summary>The type of what the post shows: that of its children, <c>mixed</c> where they differ, its own where it has none.</summary>
    public required string StructureType { get; init; }

    public required RawJson Data { get; init; }

    public required RawJson Metadata { get; init; }

    public required RawJson Mentionees { get; init; }

    /// <summary>Previews of links in the text, as the client sent them.</summary>
    public required RawJson Links { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Taken from the text, as they are written there, without the <c>#</c>.</summary>
    public required IReadOnlyList<string> Hashtags { get; init; }

    public required IReadOnlyList<string> Children { get; init; }

    public required int ChildrenNumber { get; init; }

    /// <summary>The latest comments at the top level; they are in the answer's <c>comments</c>.</summary>
    public required IReadOnlyList<string> Comments { get; init; }

    public required long CommentsCount { get; init; }

    public required IReadOnlyDictionary<string, long> Reactions { get; init; }

    public required long ReactionsCount { get; init; }

    public required IReadOnlyList<string> MyReactions { get; init; }

    public required long FlagCount { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public RawJson? HashFlag { get; init; }

    public bool HasFlaggedComment { get; init; }

    public bool HasFlaggedChildren { get; init; }

    public long Impression { get; init; }

    public long Reach { get; init; }

    public required bool IsDeleted { get; init; }

    /// <summary>Equal to the creation until the post is edited.</summary>
    public required Instant EditedAt { get; init; }

    public required Instant CreatedAt { get; init; }

    public required Instant UpdatedAt { get; init; }
}
