using Amity.Core.Data;
using Amity.Core.Errors;

namespace Amity.Core.Paging;

/// <summary>
/// A list that SQL sorts, page by page. The text of the select ends in <c>{page}</c>, which stands behind a <c>where</c> and becomes the
/// condition, the order and the limit of the page: <c>and (key, id) &gt; (@pageKey, @pageId) order by key, id limit @pageTake</c>. An index on
/// the filters, the key and the id makes every page cost what the first one costs. A row that exists throughout and whose key does not
/// change is shown exactly once while others come and go.
/// <code>
/// private static readonly PagedSql&lt;Row&gt; Posts = new("posts.query", """
///     select p.post_id, p.created_at
///     from posts p
///     where p.target_id = @targetId
///     {page}
///     """,
///     new("lastCreated", "p.created_at", "p.post_id", row => (row.CreatedAt, row.PostId), Descending: true),
///     new("firstCreated", "p.created_at", "p.post_id", row => (row.CreatedAt, row.PostId)));
///
/// var page = await Posts.Page(db.Read, scope, request.Page, request.SortBy, PageFilters.Of(("targetId", targetId)), new { targetId });
/// </code>
/// </summary>
public sealed class PagedSql<TRow>
{
    private const string Placeholder = "{page}";

    private readonly string operation;
    private readonly Order<TRow>[] orders;
    private readonly Dictionary<string, PageStatements> statements;

    /// <param name="operation">The list's name in its tokens, unique in the program.</param>
    /// <param name="select">The statement with one <c>{page}</c>. Parameters that begin with <c>page</c> are taken.</param>
    /// <param name="orders">The orders that a client may ask for; the first is the default.</param>
    public PagedSql(string operation, string select, params Order<TRow>[] orders)
    {
        var parts = select.Split(Placeholder);
        if (parts.Length != 2 || orders.Length == 0)
        {
            throw new ArgumentException($"The list '{operation}' needs one {Placeholder} and an order.");
        }

        this.operation = operation;
        this.orders = orders;
        statements = orders.ToDictionary(order => order.Name, order => new PageStatements(parts[0], parts[1], order.Key, order.Id, order.Descending));
    }

    /// <summary>Rows of a page when the client does not say.</summary>
    public int DefaultSize { get; init; } = PageRequest.DefaultSize;

    /// <summary>The names that <c>sortBy</c> may have.</summary>
    public IEnumerable<string> Sorts => orders.Select(order => order.Name);

    /// <summary>Every statement that the list may run, for whoever wants to explain them.</summary>
    public IEnumerable<string> Statements => statements.Values.SelectMany(sql =>
        Enum.GetValues<PageSide>().SelectMany(side => new[] { sql.For(side, inclusive: false), sql.For(side, inclusive: true) })).Distinct();

    /// <summary>
    /// Reads one page. Without <paramref name="sortBy"/> the order is the token's own, because clients leave it out beside a token, and the
    /// first one where there is no token. Throws <see cref="Refuse.Invalid"/> for an unknown sort or a limit out of bounds, and
    /// <see cref="Refuse.PageToken"/> for a token that this list did not issue with this sort and these filters.
    /// </summary>
    /// <param name="db">A reader: the page and the looks beyond its ends must see one snapshot.</param>
    /// <param name="scope">The caller's network.</param>
    /// <param name="request">The limit and token of the query; null is the first page.</param>
    /// <param name="sortBy">The name of an order, or null.</param>
    /// <param name="filters">What the caller filters by, in the canonical text of <see cref="PageFilters"/>.</param>
    /// <param name="args">The parameters of the statement.</param>
    /// <param name="now">
    /// Given for a list whose membership depends on what is newest: the statement then reads <c>@pageInstant</c>, which is this on a first
    /// page and stays what it was there on the pages that follow.
    /// </param>
    /// <param name="span">
    /// Given for a list that is cut to keys from the first number on and below the second: the statement then reads <c>key &gt;= @pageFrom and
    /// key &lt; @pageUntil</c>. Both move with the page, so that an index finds it whichever bound it goes by.
    /// </param>
    /// <param name="other">A part of the list that lies in another database, under the same orders, and is shown among its rows.</param>
    public async Task<PageOf<TRow>> Page(
        IRead db,
        PageScope scope,
        PageRequest? request,
        string? sortBy,
        string filters,
        object? args = null,
        long? now = null,
        (long From, long Until)? span = null,
        (PagedSql<TRow> List, IRead Db)? other = null)
    {
        var (order, list, place) = Find(scope, request ?? PageRequest.First, sortBy, filters);
        var instant = place.Cursor?.Instant ?? now;

        var rows = await Rows(place.Side, place.Cursor, place.Size + 1);
        var more = rows.Count > place.Size;
        if (more)
        {
            rows.RemoveAt(place.Size);
        }

        if (place.Side == PageSide.Before)
        {
            rows.Reverse();
        }

        // Rows come and go between pages: whether one lies behind us is looked up, not remembered.
        var first = rows.Count > 0 ? new PageCursor(order.At(rows[0]), instant) : Turned(place.Cursor);
        var last = rows.Count > 0 ? new PageCursor(order.At(rows[^1]), instant) : Turned(place.Cursor);
        var (back, ahead) = place.Side switch
        {
            PageSide.First => (false, more),
            PageSide.Skip => (rows.Count > 0, more),
            PageSide.After => ((await Rows(PageSide.Before, first, 1)).Count > 0, more),
            _ => (more, (await Rows(PageSide.After, last, 1)).Count > 0),
        };
        return new PageOf<TRow>(rows, list.Paging(back ? first : null, ahead ? last : null, place.Size));

        async Task<List<TRow>> Rows(PageSide side, PageCursor? cursor, int take)
        {
            if (other is not { } beside)
            {
                return await Of(this, db, side, cursor, take, place.Offset);
            }

            // Of two sorted lists, as many as could be wanted of each.
            var skipped = side == PageSide.Skip ? place.Offset : 0;
            var both = await Of(this, db, side, cursor, skipped + take, 0);
            both.AddRange(await Of(beside.List, beside.Db, side, cursor, skipped + take, 0));
            var down = order.Descending != (side == PageSide.Before);
            both.Sort((one, another) => (down ? -1 : 1) * order.At(one).CompareTo(order.At(another)));
            return both.GetRange(Math.Min(skipped, both.Count), Math.Clamp(both.Count - skipped, 0, take));
        }

        Task<List<TRow>> Of(PagedSql<TRow> list, IRead from, PageSide side, PageCursor? cursor, int take, int skip)
        {
            var all = new Arguments(args).With("pageTake", take);
            if (instant is not null)
            {
                all.With("pageInstant", instant);
            }

            if (span is { } bounds)
            {
                var isUpper = order.Descending == (side == PageSide.After);
                var at = cursor?.Key.Value as long?;
                all.With("pageFrom", at is { } low && !isUpper ? Math.Max(low, bounds.From) : bounds.From);
                all.With("pageUntil", at is { } high && isUpper ? Math.Min(high + 1, bounds.Until) : bounds.Until);
            }

            if (side == PageSide.Skip)
            {
                all.With("pageSkip", skip);
            }
            else if (cursor is not null)
            {
                all.With("pageKey", cursor.Key.Value);
                all.With("pageId", cursor.Key.Id);
            }

            return from.Many<TRow>(list.statements[order.Name].For(side, cursor?.Inclusive == true), all);
        }
    }

    // An empty page has no row to turn back from, only its own place: what the page left out there belongs to the way back.
    private static PageCursor? Turned(PageCursor? cursor) => cursor is null ? null : cursor with { Inclusive = !cursor.Inclusive };

    private (Order<TRow> Order, PageList List, PagePlace Place) Find(PageScope scope, PageRequest request, string? sortBy, string filters)
    {
        request.Validate();
        var asked = string.IsNullOrEmpty(sortBy) ? orders : Array.FindAll(orders, order => order.Name == sortBy);
        if (asked.Length == 0)
        {
            throw Refuse.Invalid($"The 'sortBy' field must be one of: {string.Join(", ", Sorts)}.");
        }

        var token = PageToken.Parse(request.Token);
        foreach (var order in asked)
        {
            var list = new PageList(scope, operation, order.Name, filters);
            if (list.Find(token, request.Limit, DefaultSize) is { } place)
            {
                return (order, list, place);
            }
        }

        throw Refuse.PageToken();
    }
}
