using System.Text.Json.Nodes;
using Xunit;

namespace Amity.Tests.Kit;

/// <summary>Walks lists by the tokens that the server gives.</summary>
public static class Pages
{
    /// <summary>
    /// Reads a list of exactly three pages there and back: every row once, the same pages again on the way back, no token that leads over
    /// an end. Gives the field of all rows in their order.
    /// </summary>
    public static async Task<IReadOnlyList<string>> ThereAndBack(this Person person, string path, string array, string field, int size)
    {
        var first = await Page($"options[limit]={size}");
        var second = await Follow(first, "next");
        var third = await Follow(second, "next");
        var secondAgain = await Follow(third, "previous");
        var firstAgain = await Follow(secondAgain, "previous");

        string[] all = [.. Rows(first), .. Rows(second), .. Rows(third)];
        Assert.Equal(size, Rows(first).Count);
        Assert.Equal(size, Rows(second).Count);
        Assert.InRange(Rows(third).Count, 1, size);
        Assert.Equal(all.Distinct(), all);
        Assert.Equal(Rows(second), Rows(secondAgain));
        Assert.Equal(Rows(first), Rows(firstAgain));
        Assert.Null(first["paging"]!["previous"]);
        Assert.Null(firstAgain["paging"]!["previous"]);
        Assert.Null(third["paging"]!["next"]);
        return all;

        IReadOnlyList<string> Rows(JsonNode page) => page.All(array, field);

        Task<JsonNode> Follow(JsonNode page, string way) => Page($"options%5Btoken%5D={Uri.EscapeDataString(page["paging"]!.Text(way))}");

        async Task<JsonNode> Page(string place) => (await person.Get($"{path}{(path.Contains('?') ? '&' : '?')}{place}")).Ok();
    }
}
