namespace Amity.Core.Paging;

/// <summary>
/// Where a row stands in its list: the value it is sorted by (a whole number, a fraction or a text) and its id, which decides ties.
/// Written as a tuple: <c>(row.CreatedAt, row.PostId)</c>. Key and id together take at most <see cref="MaxBytes"/> bytes of UTF-8, so
/// that a page token always fits; longer texts need a stored sort key (see <c>Amity.Core/Text</c>).
/// </summary>
public readonly record struct PageKey : IComparable<PageKey>
{
    /// <summary>Room for a sort key of 120 bytes and an id of 50 characters of any script.</summary>
    public const int MaxBytes = 280;

    private PageKey(object value, string id)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(id);
        Value = value;
        Id = id;
    }

    /// <summary>A <see cref="long"/>, a <see cref="double"/> or a <see cref="string"/>; never null.</summary>
    public object Value { get; }

    public string Id { get; }

    /// <summary>The order that the database gives: texts by their code units, ids alike. Keys of one list are of one type.</summary>
    public int CompareTo(PageKey other)
    {
        var byValue = (Value, other.Value) switch
        {
            (long one, long two) => one.CompareTo(two),
            (double one, double two) => one.CompareTo(two),
            (string one, string two) => string.CompareOrdinal(one, two),
            _ => throw new InvalidOperationException($"A list has keys of two types: {Value.GetType()} and {other.Value.GetType()}."),
        };
        return byValue != 0 ? byValue : string.CompareOrdinal(Id, other.Id);
    }

    public static implicit operator PageKey((long Key, string Id) place) => new(place.Key, place.Id);

    public static implicit operator PageKey((double Key, string Id) place) => new(place.Key, place.Id);

    public static implicit operator PageKey((string Key, string Id) place) => new(place.Key, place.Id);
}
