using Amity.Core.Identity;
using Amity.Core.Json;

namespace Amity.Modules.Communities;

/// <summary>A community as it is stored, with its creator.</summary>
internal sealed record CommunityRow
{
    public string CommunityId { get; init; } = "";

    public string UserId { get; init; } = "";

    public string UserInternalId { get; init; } = "";

    public string DisplayName { get; init; } = "";

    public string DisplayNameKey { get; init; } = "";

    public string Description { get; init; } = "";

    public string? AvatarFileId { get; init; }

    public string Metadata { get; init; } = "";

    public bool IsPublic { get; init; }

    public bool IsDiscoverable { get; init; }

    public bool RequiresJoinApproval { get; init; }

    public bool IsOfficial { get; init; }

    public bool OnlyAdminCanPost { get; init; }

    public bool NeedApprovalOnPostCreation { get; init; }

    public bool AllowCommentInStory { get; init; }

    public string NotificationMode { get; init; } = "";

    public long PostsCount { get; init; }

    public long MembersCount { get; init; }

    public long ModeratorMemberCount { get; init; }

    public bool HasFlaggedPosts { get; init; }

    public bool HasFlaggedComments { get; init; }

    public bool IsDeleted { get; init; }

    public long CreatedAt { get; init; }

    public long UpdatedAt { get; init; }

    public CommunityBody ToBody(Network network, IReadOnlyList<string> tags, IReadOnlyList<string> categoryIds, bool isJoined) => new()
    {
        Id = CommunityId,
        CommunityId = CommunityId,
        ChannelId = CommunityId,
        Path = $"{network.Id}/social/community/{CommunityId}",
        UserId = UserId,
        UserPublicId = UserId,
        UserInternalId = UserInternalId,
        DisplayName = DisplayName,
        Description = Description,
        AvatarFileId = AvatarFileId,
        IsOfficial = IsOfficial,
        IsPublic = IsPublic,
        OnlyAdminCanPost = OnlyAdminCanPost,
        NeedApprovalOnPostCreation = NeedApprovalOnPostCreation,
        AllowCommentInStory = AllowCommentInStory,
        Tags = tags,
        CategoryIds = categoryIds,
        NotificationMode = NotificationMode,
        IsDiscoverable = IsPublic || IsDiscoverable,
        RequiresJoinApproval = RequiresJoinApproval,
        Metadata = new RawJson(Metadata),
        PostsCount = PostsCount,
        MembersCount = MembersCount,
        ModeratorMemberCount = ModeratorMemberCount,
        IsJoined = isJoined,
        HasFlaggedPost = HasFlaggedPosts,
        HasFlaggedComment = HasFlaggedComments,
        IsDeleted = IsDeleted,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
    };

    /// <summary>The columns of <c>communities c</c> joined with its creator <c>users u</c>.</summary>
    public const string Columns = $"""
        c.community_id,
        c.user_id,
        u.internal_id                    as UserInternalId,
        c.display_name,
        c.display_name_key,
        c.description,
        c.avatar_file_id,
        c.metadata,
        c.is_public,
        c.is_discoverable,
        c.requires_join_approval,
        c.is_official,
        c.only_admin_can_post,
        c.need_approval_on_post_creation,
        c.allow_comment_in_story,
        c.notification_mode,
        c.posts_count,
        c.members_count,
        (select count(*)
         from community_user_roles r
         where r.community_id = c.community_id
           and r.role_id = 'community-moderator') as ModeratorMemberCount,
        {HasFlaggedPost} as HasFlaggedPosts,
        {HasFlaggedComment} as HasFlaggedComments,
        c.is_deleted,
        c.created_at,
        c.updated_at
        """;

    /// <summary>There is a flag on a live post in the community <c>c</c>, or on a live child of one.</summary>
    public const string HasFlaggedPost = """
        exists (select 1
                from flags f
                join posts flagged on flagged.post_id = f.reference_id
                where f.community_id = c.community_id
                  and f.reference_type = 'post'
                  and not flagged.is_deleted)
        """;

    /// <summary>There is a flag on a live comment on a live post in the community <c>c</c>.</summary>
    public const string HasFlaggedComment = """
        exists (select 1
                from flags f
                join comments said on said.comment_id = f.reference_id
                join posts below on below.post_id = said.reference_id
                where f.community_id = c.community_id
                  and f.reference_type = 'comment'
                  and not said.is_deleted
                  and not below.is_deleted)
        """;
}
