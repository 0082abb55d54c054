using Amity.Core.Json;

namespace Amity.Modules.Categories;

/// <summary>A category as it is stored.</summary>
internal sealed record CategoryRow
{
    public string CategoryId { get; init; } = "";

    public string Name { get; init; } = "";

    public string NameKey { get; init; } = "";

    public string? AvatarFileId { get; init; }

    public string Metadata { get; init; } = "";

    public bool IsDeleted { get; init; }

    public long CreatedAt { get; init; }

    public long UpdatedAt { get; init; }

    public CategoryBody ToBody() => new()
    {
        CategoryId = CategoryId,
        Name = Name,
        AvatarFileId = AvatarFileId,
        Metadata = new RawJson(Metadata),
        IsDeleted = IsDeleted,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
    };

    public const string Columns = """
        category_id,
        name,
        name_key,
        avatar_file_id,
        metadata,
        is_deleted,
        created_at,
        updated_at
        """;

    public const string ByIds = $"""
        select {Columns}
        from categories
        where category_id in @ids
        limit 1000
        -- rests on categories.category_id @ids
        """;
}
