using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Modules.Blocks;
using Amity.Modules.Posts;
using Amity.Modules.Reactions;

namespace Amity.Modules.Comments;

/// <summary>A comment as it is stored, with its author's internal id and the place of its post.</summary>
internal sealed record CommentRow
{
    public string CommentId { get; init; } = "";

    public string ReferenceType { get; init; } = "";

    public string ReferenceId { get; init; } = "";

    public string? ParentId { get; init; }

    public string RootId { get; init; } = "";

    public string UserId { get; init; } = "";

    public string UserInternalId { get; init; } = "";

    /// <summary>Where the post stands; null for content.</summary>
    public string? TargetType { get; init; }

    public string? TargetId { get; init; }

    /// <summary>Of the user on whose wall the post stands; null elsewhere.</summary>
    public string? WallInternalId { get; init; }

    public long SegmentNumber { get; init; }

    public string DataType { get; init; } = "";

    public string Data { get; init; } = "";

    public string Metadata { get; init; } = "";

    public string Mentionees { get; init; } = "";

    public string Links { get; init; } = "";

    public long ChildrenNumber { get; init; }

    public long ReactionsCount { get; init; }

    public long FlagCount { get; init; }

    public bool IsDeleted { get; init; }

    /// <summary>Whether the caller reads what it says; others learn that it stood here and who wrote it.</summary>
    public bool IsReadable { get; init; }

    public long EditedAt { get; init; }

    public long CreatedAt { get; init; }

    public long UpdatedAt { get; init; }

    private string Place =>
        TargetType is null ? $"{ReferenceType}/{ReferenceId}" : $"{TargetType}/{WallInternalId ?? TargetId}/post/{ReferenceId}";

    public CommentBody ToBody(Network network, IReadOnlyList<string> children, ReactionSummary reactions) => new()
    {
        Id = CommentId,
        CommentId = CommentId,
        Path = $"{network.Id}/social/{Place}/comment/{CommentId}",
        UserId = UserId,
        UserPublicId = UserId,
        UserInternalId = UserInternalId,
        ParentId = ParentId,
        RootId = RootId,
        ReferenceType = ReferenceType,
        ReferenceId = ReferenceId,
        TargetType = TargetType,
        TargetId = TargetId,
        Target = TargetType is null ? null : new CommentTargetBody
        {
            Type = TargetType,
            CommunityId = TargetType == "community" ? TargetId : null,
            UserId = TargetType == "user" ? TargetId : null,
        },
        DataType = DataType,
        DataTypes = [DataType],
        Data = IsReadable ? new RawJson(Data) : CommentInput.NoText,
        Metadata = IsReadable ? new RawJson(Metadata) : RawJson.EmptyObject,
        Mentionees = new RawJson(IsReadable ? Mentionees : "[]"),
        Links = IsReadable ? new RawJson(Links) : LinkPreviews.None,
        Children = children,
        ChildrenNumber = ChildrenNumber,
        SegmentNumber = SegmentNumber,
        FlagCount = FlagCount,
        Reactions = reactions.Counts,
        ReactionsCount = ReactionsCount,
        MyReactions = reactions.Mine,
        IsDeleted = IsDeleted,
        EditedAt = EditedAt,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
    };

    public const string VisibleByIds = $"""
        select cm.comment_id,
               cm.reference_type,
               cm.reference_id,
               cm.parent_id,
               cm.root_id,
               cm.user_id,
               (select author.internal_id
                from users author
                where author.user_id = cm.user_id) as UserInternalId,
               p.target_type,
               p.target_id,
               (select wall.internal_id
                from users wall
                where p.target_type = 'user'
                  and wall.user_id = p.target_id) as WallInternalId,
               cm.segment_number,
               cm.data_type,
               cm.data,
               cm.metadata,
               cm.mentionees,
               cm.links,
               cm.children_number,
               cm.reactions_count,
               cm.flag_count,
               cm.is_deleted,
               {CommentSql.IsReadable} as IsReadable,
               cm.edited_at,
               cm.created_at,
               cm.updated_at
        {CommentSql.Visible}
          and cm.comment_id in @ids
        limit 1000
        -- rests on comments.comment_id @ids, posts by reference, users by reference, communities by reference, community_users.user_id @callerId, follows.from_user_id @callerId, community_user_roles.user_id @callerId, {BlockSql.Rests}
        """;
}
