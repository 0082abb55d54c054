using Amity.Core.Data;
using Amity.Core.Json;
using Amity.Core.Time;

namespace Amity.Modules.Categories;

/// <summary>A category as the API answers it.</summary>
public sealed record CategoryBody
{
    public required string CategoryId { get; init; }

    public required string Name { get; init; }

    public string? AvatarFileId { get; init; }

    public required RawJson Metadata { get; init; }

    public required bool IsDeleted { get; init; }

    public required Instant CreatedAt { get; init; }

    public required Instant UpdatedAt { get; init; }
}

/// <summary>Categories for other modules' answers.</summary>
public static class CategoryPayloads
{
    /// <summary>The categories with these ids, deleted ones too, in the order of the ids; unknown ids are left out. At most 1000 ids.</summary>
    public static async Task<IReadOnlyList<CategoryBody>> ByIds(IRead db, IEnumerable<string> categoryIds)
    {
        var ids = categoryIds.Distinct().ToArray();
        var categories = await db.Keep("category", ids, async (reader, missing) =>
            missing.Length == 0 ? [] : (await reader.Many<CategoryRow>(CategoryRow.ByIds, new { ids = missing })).ToDictionary(row => row.CategoryId, row => row.ToBody()));
        return [.. ids.Where(categories.ContainsKey).Select(id => categories[id])];
    }
}

/// <summary>Conditions on categories for the lists and writes of other modules.</summary>
public static class CategoryFacts
{
    /// <summary>How many of these ids are those of live categories. At most 100 ids, each once.</summary>
    public static Task<long> CountLive(IRead db, IReadOnlyCollection<string> categoryIds) => db.One<long>(Live, new { categoryIds });

    private const string Live = """
        select count(*)
        from categories
        where category_id in @categoryIds
          and not is_deleted
        """;
}
