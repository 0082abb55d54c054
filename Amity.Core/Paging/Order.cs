namespace Amity.Core.Paging;

/// <summary>An order that a client may ask for by name, such as <c>lastCreated</c>.</summary>
/// <param name="Name">The value of <c>sortBy</c>.</param>
/// <param name="Key">The SQL of the value to sort by; never null in any row.</param>
/// <param name="Id">The SQL of the id that decides ties; unique in the list.</param>
/// <param name="At">The same two of a row that was read.</param>
/// <param name="Descending">Both from the greatest to the least.</param>
public sealed record Order<TRow>(string Name, string Key, string Id, Func<TRow, PageKey> At, bool Descending = false);

/// <summary>The statements of one order, written once. Row values, because both SQLite and PostgreSQL walk an index with them.</summary>
internal sealed class PageStatements(string head, string tail, string key, string id, bool descending)
{
    private readonly string first = $"{head}{By(key, id, descending)} limit @pageTake{tail}";
    private readonly string skip = $"{head}{By(key, id, descending)} limit @pageTake offset @pageSkip{tail}";
    private readonly string after = From(head, tail, key, id, descending, "");
    private readonly string afterInclusive = From(head, tail, key, id, descending, "=");
    private readonly string before = From(head, tail, key, id, !descending, "");
    private readonly string beforeInclusive = From(head, tail, key, id, !descending, "=");

    /// <summary>The rows of a <see cref="PageSide.Before"/> page come nearest first, against the list's order.</summary>
    public string For(PageSide side, bool inclusive) => side switch
    {
        PageSide.First => first,
        PageSide.Skip => skip,
        PageSide.After => inclusive ? afterInclusive : after,
        _ => inclusive ? beforeInclusive : before,
    };

    private static string From(string head, string tail, string key, string id, bool down, string orEqual) =>
        $"{head}and ({key}, {id}) {(down ? "<" : ">")}{orEqual} (@pageKey, @pageId) {By(key, id, down)} limit @pageTake{tail}";

    private static string By(string key, string id, bool down)
    {
        var direction = down ? " desc" : "";
        return $"order by {key}{direction}, {id}{direction}";
    }
}
