namespace Amity.Core.Paging;

/// <summary>Pages of a list that is sorted in memory, with the same meaning as those of <see cref="PagedSql{TRow}"/>.</summary>
public static class PageCut
{
    /// <summary>
    /// Cuts the page at this place out of the whole list.
    /// <code>
    /// var list = new PageList(scope, "feeds.ranked", "customRanking", PageFilters.None);
    /// var place = list.Find(request.Page);
    /// var asOf = place.Cursor?.Instant ?? now;
    /// var page = list.Cut(place, Sorted(asOf), row => (row.Score, row.PostId), descending: true, instant: asOf);
    /// </code>
    /// </summary>
    /// <param name="list">The list that found the place.</param>
    /// <param name="place">What <see cref="PageList.Find(PageRequest?, int)"/> answered.</param>
    /// <param name="sorted">All rows, sorted by the key and the id that <paramref name="at"/> names.</param>
    /// <param name="at">The place of a row.</param>
    /// <param name="descending">Whether the greatest come first.</param>
    /// <param name="instant">What later pages are to find in <see cref="PageCursor.Instant"/>.</param>
    public static PageOf<TRow> Cut<TRow>(
        this PageList list, PagePlace place, IReadOnlyList<TRow> sorted, Func<TRow, PageKey> at, bool descending, long? instant = null)
    {
        var (start, end) = place.Side switch
        {
            PageSide.Before => (Math.Max(0, Edge() - place.Size), Edge()),
            PageSide.After => (Edge(), Edge() + place.Size),
            _ => (place.Offset, place.Offset + place.Size),
        };
        start = Math.Min(start, sorted.Count);
        end = Math.Min(end, sorted.Count);
        var rows = sorted.Skip(start).Take(end - start).ToList();

        // An empty page has no row to turn back from, only its own place: what the page left out there belongs to the way back.
        var turned = place.Cursor is { } cursor ? cursor with { Inclusive = !cursor.Inclusive } : null;
        var first = rows.Count > 0 ? new PageCursor(at(rows[0]), instant) : turned;
        var last = rows.Count > 0 ? new PageCursor(at(rows[^1]), instant) : turned;
        return new PageOf<TRow>(rows, list.Paging(start > 0 ? first : null, end < sorted.Count ? last : null, place.Size));

        // Where the rows begin that stand behind the cursor. A row that stands exactly there is behind it for an inclusive page that goes on,
        // and for an exclusive one that goes back.
        int Edge()
        {
            var (key, inclusive) = (place.Cursor!.Key, place.Cursor.Inclusive);
            var behind = inclusive == (place.Side == PageSide.After) ? 0 : 1;
            int low = 0, high = sorted.Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                var order = at(sorted[middle]).CompareTo(key);
                if ((descending ? -order : order) >= behind)
                {
                    high = middle;
                }
                else
                {
                    low = middle + 1;
                }
            }

            return low;
        }
    }
}
