using Amity.Core.Http;
using Amity.Core.Pipeline;

namespace Amity.Modules.Pins;

/// <summary>The order of a list of pins. The description knows <c>createdAt</c>, the UI kits and the SDK ask for the other two.</summary>
public sealed record PinOrder
{
    /// <summary>The last pinned first.</summary>
    public static readonly PinOrder Newest = new();

    /// <summary><c>createdAt</c> and <c>lastPinned</c>: when a post was pinned; <c>lastCreated</c>: when it was written. The first when null.</summary>
    public string? SortBy { get; init; }

    /// <summary><c>desc</c>, which null means too, or <c>asc</c>.</summary>
    public string? OrderBy { get; init; }

    internal static PinOrder Of(Query query) => new()
    {
        SortBy = query.Text("options[sortBy]", "sortBy"),
        OrderBy = query.Text("options[orderBy]", "orderBy"),
    };

    internal Checks Check(Checks check) => check
        .OneOf(SortBy, "options.sortBy", "createdAt", "lastPinned", "lastCreated")
        .OneOf(OrderBy, "options.orderBy", "asc", "desc");

    internal IEnumerable<PinRow> Sort(IEnumerable<PinRow> rows)
    {
        var ascending = SortBy == "lastCreated"
            ? rows.OrderBy(row => row.PostedAt).ThenBy(row => row.PostId, StringComparer.Ordinal).ThenBy(row => row.PinId, StringComparer.Ordinal)
            : rows.OrderBy(row => row.CreatedAt).ThenBy(row => row.PinId, StringComparer.Ordinal);
        return OrderBy == "asc" ? ascending : ascending.Reverse();
    }
}
