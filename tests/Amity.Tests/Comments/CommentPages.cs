using System.Text.Json.Nodes;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Comments;

/// <summary>Pages of comments, walked through as the SDK does it.</summary>
public static class CommentPages
{
    public static async Task<JsonNode> Comments(this Person person, string query) => (await person.Get($"/api/v3/comments?{query}")).Ok();

    /// <summary>From this page, or from the first, all the way in one direction. Like the SDK: the filters again, the limit not.</summary>
    public static async Task<List<JsonNode>> Walk(this Person person, string query, string direction, JsonNode? from = null)
    {
        var pages = new List<JsonNode> { from ?? await person.Comments(query) };
        var filters = string.Join('&', query.Split('&').Where(part => !part.StartsWith("options[") || part.StartsWith("options[type]")));
        while (pages[^1]["paging"]![direction] is { } token)
        {
            Assert.True(pages.Count < 20, "The walk does not end.");
            pages.Add(await person.Comments($"{filters}&options[token]={Uri.EscapeDataString(token.GetValue<string>())}"));
        }

        return pages;
    }

    /// <summary>The next page's token, ready for a query string.</summary>
    public static string Next(this JsonNode page) => Uri.EscapeDataString(page["paging"]!.Text("next"));

    public static string[] Ids(JsonNode page) => [.. page.All("comments", "commentId")];

    public static int Count(JsonNode page) => page["comments"]!.AsArray().Count;
}
