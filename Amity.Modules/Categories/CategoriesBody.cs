using Amity.Core.Data;
using Amity.Core.Json;
using Amity.Core.Paging;

namespace Amity.Modules.Categories;

/// <summary>The CATEGORY family of answers. The description puts it into a wrapper; the SDK reads it bare.</summary>
public sealed record CategoriesBody
{
    public required IReadOnlyList<CategoryBody> Categories { get; init; }

    public IReadOnlyList<RawJson> Files { get; init; } = [];

    public Paging? Paging { get; init; }

    /// <summary>Of a body that a write hands to its answer: the category that the answer shows.</summary>
    internal string Written { get; init; } = "";

    internal static CategoriesBody Of(string written) => new() { Categories = [], Written = written };

    internal static async Task<CategoriesBody> ByIds(IRead db, IEnumerable<string> categoryIds) => new()
    {
        Categories = await CategoryPayloads.ByIds(db, categoryIds),
    };
}
