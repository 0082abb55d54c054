using Amity.Core.Identity;
using Amity.Core.Json;

namespace Amity.Modules.Users;

/// <summary>A user as it is stored.</summary>
internal sealed record UserRow
{
    public string UserId { get; init; } = "";

    public string InternalId { get; init; } = "";

    public string DisplayName { get; init; } = "";

    public string DisplayNameKey { get; init; } = "";

    public string Description { get; init; } = "";

    public string? AvatarFileId { get; init; }

    public string? AvatarCustomUrl { get; init; }

    public string Metadata { get; init; } = "";

    public long FlagCount { get; init; }

    public bool IsGlobalBanned { get; init; }

    public bool IsDeleted { get; init; }

    public long CreatedAt { get; init; }

    public long UpdatedAt { get; init; }

    public UserBody ToBody(Network network, IReadOnlyList<string> roles, IReadOnlyList<string> permissions) => new()
    {
        Id = InternalId,
        Path = $"{network.Id}/user/{InternalId}",
        UserId = UserId,
        UserInternalId = InternalId,
        UserPublicId = UserId,
        DisplayName = DisplayName,
        Description = Description,
        AvatarFileId = AvatarFileId,
        AvatarCustomUrl = AvatarCustomUrl,
        Roles = roles,
        Permissions = permissions,
        FlagCount = FlagCount,
        Metadata = new RawJson(Metadata),
        IsGlobalBan = IsGlobalBanned,
        IsBrand = false,
        IsDeleted = IsDeleted,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
    };

    /// <summary>The columns, for the module's own lists.</summary>
    public const string Columns = """
        u.user_id,
        u.internal_id,
        u.display_name,
        u.display_name_key,
        u.description,
        u.avatar_file_id,
        u.avatar_custom_url,
        u.metadata,
        u.flag_count,
        u.is_global_banned,
        u.is_deleted,
        u.created_at,
        u.updated_at
        """;

    public const string ByIds = $"""
        select {Columns}
        from users u
        where u.user_id in @ids
        limit 1000
        -- rests on users.user_id @ids
        """;
}
