namespace Amity.Modules.Follows;

/// <summary>What one user is to another, with the ids of both.</summary>
internal sealed record FollowRow
{
    /// <summary>Empty where there is no relation.</summary>
    public string FollowId { get; init; } = "";

    public string FromUserId { get; init; } = "";

    public string FromInternalId { get; init; } = "";

    public bool FromIsDeleted { get; init; }

    public string ToUserId { get; init; } = "";

    public string ToInternalId { get; init; } = "";

    public bool ToIsDeleted { get; init; }

    public string Status { get; init; } = "";

    public long CreatedAt { get; init; }

    public long UpdatedAt { get; init; }

    public FollowBody ToBody() => new()
    {
        From = FromUserId,
        FromUserPublicId = FromUserId,
        FromUserInternalId = FromInternalId,
        To = ToUserId,
        ToUserPublicId = ToUserId,
        ToUserInternalId = ToInternalId,
        Status = Status,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
    };
}
