using Amity.Core.Identity;
using Amity.Core.Json;

namespace Amity.Modules.Posts;

/// <summary>A post as it is stored, with the internal ids of its author and, on a wall, of the wall's owner.</summary>
internal sealed record PostRow
{
    public string PostId { get; init; } = "";

    public string FeedId { get; init; } = "";

    public string TargetType { get; init; } = "";

    public string TargetId { get; init; } = "";

    public string? TargetInternalId { get; init; }

    public string FeedType { get; init; } = "";

    public string? ParentPostId { get; init; }

    public string UserId { get; init; } = "";

    public string UserInternalId { get; init; } = "";

    public string DataType { get; init; } = "";

    public string Data { get; init; } = "";

    public string Metadata { get; init; } = "";

    public string Mentionees { get; init; } = "";

    public string Links { get; init; } = "";

    public long CommentsCount { get; init; }

    public long ReactionsCount { get; init; }

    public long FlagCount { get; init; }

    public bool HasFlaggedComment { get; init; }

    public bool IsDeleted { get; init; }

    public long EditedAt { get; init; }

    public long CreatedAt { get; init; }

    public long UpdatedAt { get; init; }

    public bool IsInCommunity => TargetType == "community";

    public PostBody ToBody(Network network, PostParts parts) => new()
    {
        Id = PostId,
        PostId = PostId,
        Path = $"{network.Id}/social/{TargetType}/{TargetInternalId ?? TargetId}/post/{PostId}",
        ParentPostId = ParentPostId,
        PostedUserId = UserId,
        PostedUserPublicId = UserId,
        PostedUserInternalId = UserInternalId,
        TargetType = TargetType,
        TargetId = TargetId,
        FeedId = FeedId,
        FeedType = FeedType,
        DataType = DataType,
        StructureType = parts.StructureOf(this),
        Data = new RawJson(Data),
        Metadata = new RawJson(Metadata),
        Mentionees = new RawJson(Mentionees),
        Links = new RawJson(Links),
        Tags = parts.Marks[PostId].Tags,
        Hashtags = parts.Marks[PostId].Hashtags,
        Children = [.. parts.Children[PostId].Select(child => child.PostId)],
        ChildrenNumber = parts.Children[PostId].Count(),
        Comments = [.. parts.Comments[PostId]],
        CommentsCount = CommentsCount,
        Reactions = parts.ReactionsTo(PostId).Counts,
        ReactionsCount = ReactionsCount,
        MyReactions = parts.ReactionsTo(PostId).Mine,
        FlagCount = FlagCount,
        HashFlag = parts.FlagsOn(PostId),
        HasFlaggedComment = HasFlaggedComment,
        HasFlaggedChildren = parts.Children[PostId].Any(child => child.FlagCount > 0),
        IsDeleted = IsDeleted,
        EditedAt = EditedAt,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
    };

    /// <summary>The columns of <see cref="Tables"/>.</summary>
    public const string Columns = $"""
        p.post_id,
        p.feed_id,
        p.target_type,
        p.target_id,
        wall.internal_id as TargetInternalId,
        p.feed_type,
        p.parent_post_id,
        p.user_id,
        u.internal_id    as UserInternalId,
        p.data_type,
        p.data,
        p.metadata,
        p.mentionees,
        p.links,
        p.comments_count,
        p.reactions_count,
        p.flag_count,
        {PostSql.HasFlaggedComment} as HasFlaggedComment,
        p.is_deleted,
        p.edited_at,
        p.created_at,
        p.updated_at
        """;

    /// <summary>Posts with their authors and, on walls, the walls' owners.</summary>
    public const string Tables = """
        posts p
        join users u on u.user_id = p.user_id
        left join users wall on wall.user_id = p.target_id and p.target_type = 'user'
        """;
}
