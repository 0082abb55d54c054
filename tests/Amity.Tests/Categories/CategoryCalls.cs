using System.Text.Json.Nodes;
using Amity.Tests.Kit;

namespace Amity.Tests.Categories;

internal static class CategoryCalls
{
    public const string Path = "/api/v3/community-categories";

    /// <summary>Creates a category and gives its id.</summary>
    public static async Task<string> CreatesCategory(this Person person, string name) =>
        (await person.Post(Path, new { name })).Ok().First("categories").Text("categoryId");

    /// <summary>The names of the categories that a query lists.</summary>
    public static async Task<IReadOnlyList<string>> Categories(this Person person, string query = "") =>
        (await person.Get($"{Path}?{query}")).Ok().All("categories", "name");

    public static async Task<JsonNode> SeesCategory(this Person person, string categoryId) =>
        (await person.Get($"{Path}/{categoryId}")).Ok().First("categories");

    public static async Task DeletesCategory(this Person person, string categoryId) =>
        (await person.Delete($"{Path}/{categoryId}?categoryId={categoryId}")).Ok();
}
