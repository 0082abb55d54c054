using Amity.Core.Paging;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using Row = Amity.Properties.Paging.PagedTable.Row;

namespace Amity.Properties.Paging;

/// <summary>A client walks a list, forth and back, while others add, remove and move rows between its pages.</summary>
public class PageWalkProperties
{
    private const int Ids = 40, Keys = 4;

    private static readonly Gen<Change> AnyChange =
        from id in Gen.Choose(0, Ids - 1)
        from key in Gen.Choose(0, Keys - 1)
        from removed in Gen.Frequency((3, Gen.Constant(false)), (2, Gen.Constant(true)))
        select new Change(id, key, removed);

    private static readonly Gen<Walk> AnyWalk =
        from sort in Gen.Elements(PagedTable.Sorts)
        from size in Gen.Choose(1, 9)
        from start in AnyChange.ListOf()
        from changes in AnyChange.ListOf().Resize(6).ListOf()
        select new Walk(sort, size, [.. start], [.. changes.Select(some => some.ToArray())]);

    [Fact]
    public void a_row_that_stays_is_shown_exactly_once_going_forward() => Hold.For(AnyWalk, 300, walk => Visit(walk, back: false));

    [Fact]
    public void a_row_that_stays_is_shown_exactly_once_going_back() => Hold.For(AnyWalk, 300, walk => Visit(walk, back: true));

    [Fact]
    public void every_page_is_what_sorting_all_rows_gives() =>
        Hold.For(AnyWalk.Zip(Gen.Elements(true, true, false).ListOf()), 300, pair => Compare(pair.Item1, [.. pair.Item2]));

    [Fact]
    public void an_offset_page_is_a_slice_and_leads_on_by_keys() => Hold.For(AnyWalk.Zip(Gen.Choose(0, 45)), 200, pair =>
    {
        var (walk, skip) = pair;
        using var table = new PagedTable();
        var model = new Model(table, walk.Start);
        var sorted = PagedTable.Sorted(model.Rows, walk.Sort);
        var token = Tokens.Base64($$"""{"skip":{{skip}},"limit":{{walk.Size}}}""");
        var page = table.Page(walk.Sort, null, token);
        SameInMemory(page, model, walk.Sort, token);

        Assert.Equal(sorted.Skip(skip).Take(walk.Size), page.Rows);
        Assert.Equal(skip + walk.Size < sorted.Count, page.Paging.Next is not null);
        Assert.Equal(skip > 0 && page.Rows.Count > 0, page.Paging.Previous is not null);
        if (page.Paging.Previous is { } previous)
        {
            Assert.Equal(sorted.Take(skip).TakeLast(walk.Size), table.Page(walk.Sort, null, previous).Rows);
        }
    });

    // Walks to one end, shaking the table before each step. Only rows that nothing touched on the way are promised anything.
    private static void Visit(Walk walk, bool back)
    {
        using var table = new PagedTable();
        var model = new Model(table, walk.Start);
        string? token = null;
        if (back)
        {
            // The way back begins before the end: at the last page of a forward walk over rows that rest.
            for (var page = table.Page(walk.Sort, walk.Size, null); page.Paging.Next is { } next; page = table.Page(walk.Sort, null, next))
            {
                token = next;
            }
        }

        var touched = new HashSet<string>();
        var promised = model.Rows.ToDictionary(row => row.Id);
        var shown = new List<Row>();
        for (var step = 0; ; step++)
        {
            var page = table.Page(walk.Sort, token is null ? walk.Size : null, token);
            shown.InsertRange(back ? 0 : shown.Count, page.Rows);
            token = back ? page.Paging.Previous : page.Paging.Next;
            if (token is null)
            {
                break;
            }

            foreach (var change in walk.Between(step))
            {
                model.Apply(change);
                touched.Add(change.Row.Id);
            }
        }

        var stayed = PagedTable.Sorted(promised.Values.Where(row => !touched.Contains(row.Id)), walk.Sort);
        Assert.Equal(stayed, shown.Where(row => !touched.Contains(row.Id)));
    }

    // Steps forth and back at random. Each page is compared with the model that knows the place of the token.
    private static void Compare(Walk walk, bool[] forward)
    {
        using var table = new PagedTable();
        var model = new Model(table, walk.Start);
        var page = table.Page(walk.Sort, walk.Size, null);
        Assert.Equal(PagedTable.Sorted(model.Rows, walk.Sort).Take(walk.Size), page.Rows);
        Assert.Null(page.Paging.Previous);
        for (var step = 0; step < forward.Length && page.Rows.Count > 0; step++)
        {
            var (edge, token) = forward[step] ? (page.Rows[^1], page.Paging.Next) : (page.Rows[0], page.Paging.Previous);
            var expectedHere = Beyond(model, edge, walk.Sort, forward[step]).Count > 0;
            Assert.Equal(expectedHere, token is not null);
            if (token is null)
            {
                continue;
            }

            foreach (var change in walk.Between(step))
            {
                model.Apply(change);
            }

            page = table.Page(walk.Sort, null, token);
            SameInMemory(page, model, walk.Sort, token);
            var beyond = Beyond(model, edge, walk.Sort, forward[step]);
            Assert.Equal(forward[step] ? beyond.Take(walk.Size) : beyond.TakeLast(walk.Size), page.Rows);
            if (page.Rows.Count == 0)
            {
                ReturnFromNothing(table, model, page, edge, walk, forward[step]);
            }
        }
    }

    // All rows ahead were removed: the page is empty and its token still leads back to every row on this side, the edge included.
    private static void ReturnFromNothing(PagedTable table, Model model, PageOf<Row> page, Row edge, Walk walk, bool forward)
    {
        var all = PagedTable.Sorted(model.Rows, walk.Sort);
        var behind = all.Where(row => row.Id == edge.Id || PagedTable.Compare(row, edge, walk.Sort) is var c && (forward ? c <= 0 : c >= 0)).ToList();
        Assert.Equal(all, behind);
        var token = forward ? page.Paging.Previous : page.Paging.Next;
        Assert.Equal(all.Count > 0, token is not null);
        Assert.Null(forward ? page.Paging.Next : page.Paging.Previous);
        if (token is not null)
        {
            var back = table.Page(walk.Sort, null, token);
            SameInMemory(back, model, walk.Sort, token);
            Assert.Equal(forward ? all.TakeLast(walk.Size) : all.Take(walk.Size), back.Rows);
        }
    }

    private static void SameInMemory(PageOf<Row> page, Model model, string sort, string token)
    {
        var cut = PagedTable.Cut(model.Rows, sort, null, token);
        Assert.Equal(page.Rows, cut.Rows);
        Assert.Equal(page.Paging, cut.Paging);
    }

    private static List<Row> Beyond(Model model, Row edge, string sort, bool forward) => PagedTable.Sorted(
        model.Rows.Where(row => PagedTable.Compare(row, edge, sort) is var c && (forward ? c > 0 : c < 0)), sort);

    public sealed record Change(int Id, int Key, bool Removed)
    {
        internal Row Row => Row.Of(Id, Key);
    }

    public sealed record Walk(string Sort, int Size, Change[] Start, Change[][] Changes)
    {
        public Change[] Between(int step) => step < Changes.Length ? Changes[step] : [];

        public override string ToString() => $"{Sort}, {Size} a page, start [{string.Join("; ", Start.AsEnumerable())}], " +
            string.Join(" | ", Changes.Select(some => string.Join("; ", some.AsEnumerable())));
    }

    private sealed class Model
    {
        private readonly PagedTable table;
        private readonly Dictionary<string, Row> rows = [];

        public Model(PagedTable table, Change[] start)
        {
            this.table = table;
            Array.ForEach(start, Apply);
        }

        public IEnumerable<Row> Rows => rows.Values;

        public void Apply(Change change)
        {
            if (change.Removed)
            {
                rows.Remove(change.Row.Id);
                table.Remove(change.Row.Id);
            }
            else
            {
                rows[change.Row.Id] = change.Row;
                table.Put(change.Row);
            }
        }
    }
}
