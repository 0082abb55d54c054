using System.Text.Json.Serialization;
using Amity.Core.Identity;
using Amity.Core.Json;

namespace Amity.Modules.Categories;

public sealed class CategoriesModule : AmityModule
{
    public override Feature Feature => Feature.Social;

    public override IReadOnlyList<Slice> Slices { get; } =
    [
        new(typeof(CreateCategory), CreateCategory.Map),
        new(typeof(GetCategory), GetCategory.Map),
        new(typeof(ListCategories), ListCategories.Map),
        new(typeof(QueryCategories), QueryCategories.Map),
        new(typeof(UpdateCategory), UpdateCategory.Map),
        new(typeof(DeleteCategory), DeleteCategory.Map),
    ];
}

[JsonSerializable(typeof(CategoriesBody))]
[JsonSerializable(typeof(CreateCategory.Request), TypeInfoPropertyName = "CreateCategoryRequest")]
[JsonSerializable(typeof(UpdateCategory.Request), TypeInfoPropertyName = "UpdateCategoryRequest")]
[JsonSerializable(typeof(Success))]
internal sealed partial class CategoriesJson : JsonSerializerContext
{
    public static readonly CategoriesJson Instance = new(AmityJson.Options());
}
