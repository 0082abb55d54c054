using Amity.Core.Data;
using Amity.Core.Paging;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Xunit;
using Row = Amity.Properties.Paging.PagedTable.Row;

namespace Amity.Properties.Paging;

/// <summary>What a page costs, and that pages come through the server's own readers as they do through a plain connection.</summary>
public class PageCostTests
{
    [Theory]
    [InlineData("lastNumber")]
    [InlineData("firstNumber")]
    public void a_page_costs_the_same_at_any_depth(string sort)
    {
        using var table = new PagedTable();
        var connection = (SqliteConnection)table.Connection;
        connection.Execute("""
            create index rows_by_number on rows (number, id);
            with recursive n (i) as (select 0 union all select i + 1 from n where i < 20000)
            insert into rows (id, number, text, share) select format('r%05d', i), i / 3, 'x', 0.5 from n
            """);

        var page = table.Page(sort, 100, null);
        var first = Steps(connection, () => page = table.Page(sort, 100, page.Paging.Next));
        while (page.Paging.Next is not null)
        {
            Assert.InRange(Steps(connection, () => page = table.Page(sort, 100, page.Paging.Next)), 1, first + 10);
        }

        var back = Steps(connection, () => page = table.Page(sort, 100, page.Paging.Previous));
        Assert.InRange(back, 1, first + 100);
    }

    [Fact]
    public async Task pages_come_through_kept_statements()
    {
        var folder = Directory.CreateTempSubdirectory("amity-pages-").FullName;
        var schema = new Schema("rows", "create table rows (id text primary key, number bigint not null, text text not null, share double precision not null);", []);
        await using (var database = Database.Open(Path.Combine(folder, "rows.db"), schema, new DatabaseOptions(), TimeProvider.System))
        {
            var rows = Enumerable.Range(0, 50).Select(id => Row.Of(id, id % 4)).ToList();
            await database.Write(tx => tx.Run("insert into rows (id, number, text, share) values (@Id, @Number, @Text, @Share)", rows));
            foreach (var sort in PagedTable.Sorts)
            {
                using var reader = database.Read();
                var shown = new List<Row>();
                for (string? token = null; ;)
                {
                    var page = await PagedTable.List.Page(
                        reader, PagedTable.Network, new PageRequest { Token = token }, sort, PageFilters.None, new { hidden = "none" });
                    shown.AddRange(page.Rows);
                    token = page.Paging.Next;
                    if (token is null)
                    {
                        break;
                    }
                }

                Assert.Equal(PagedTable.Sorted(rows, sort), shown);
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("lastNumber")]
    [InlineData("firstNumber")]
    public void a_page_of_a_span_costs_the_same_at_any_depth_whichever_bound_the_index_goes_by(string sort)
    {
        using var table = new PagedTable();
        var connection = (SqliteConnection)table.Connection;
        connection.Execute("""
            create index rows_by_number on rows (number, id);
            with recursive n (i) as (select 0 union all select i + 1 from n where i < 20000)
            insert into rows (id, number, text, share) select format('r%05d', i), i / 3, 'x', 0.5 from n
            """);
        var seen = new List<Row>();
        var costs = new List<int>();
        PageOf<Row>? page = null;
        do
        {
            costs.Add(Steps(connection, () => page = Page(page?.Paging.Next)));
            seen.AddRange(page!.Rows);
        }
        while (page.Paging.Next is not null);
        while (page.Paging.Previous is not null)
        {
            costs.Add(Steps(connection, () => page = Page(page.Paging.Previous)));
        }

        var expected = connection.Query<Row>("select id as Id, number as Number, text as Text, share as Share from rows where number >= 1000 and number < 5000");
        Assert.Equal(PagedTable.Sorted(expected, sort), seen);
        Assert.True(costs.Max() < 2 * costs[0] + 100, $"The first page takes {costs[0]} steps, one takes {costs.Max()}.");

        PageOf<Row> Page(string? token) => Spanned
            .Page(table, PagedTable.Network, new PageRequest { Limit = 100, Token = token }, sort, PageFilters.None, span: (1000, 5000))
            .GetAwaiter().GetResult();
    }

    [Theory]
    [InlineData("lastNumber")]
    [InlineData("firstNumber")]
    public async Task a_list_in_two_databases_has_the_pages_of_one(string sort)
    {
        using var one = new PagedTable();
        using var two = new PagedTable();
        var rows = Enumerable.Range(0, 60).Select(id => Row.Of(id, id * 7 % 11)).ToList();
        foreach (var row in rows)
        {
            (row.Number % 3 == 0 ? one : two).Put(row);
        }

        var pages = new List<IReadOnlyList<Row>>();
        var page = await Page(null);
        for (pages.Add(page.Rows); page.Paging.Next is { } next; pages.Add(page.Rows))
        {
            page = await Page(next);
        }

        Assert.Equal(PagedTable.Sorted(rows, sort), pages.SelectMany(some => some));
        for (var i = pages.Count - 2; i >= 0; i--)
        {
            page = await Page(page.Paging.Previous);
            Assert.Equal(pages[i], page.Rows);
        }

        Assert.Null(page.Paging.Previous);

        Task<PageOf<Row>> Page(string? token) => Spanned.Page(
            one, PagedTable.Network, new PageRequest { Limit = 7, Token = token }, sort, PageFilters.None, span: (long.MinValue, long.MaxValue), other: (Spanned, two));
    }

    private static readonly PagedSql<Row> Spanned = new("rows.span", """
        select r.id as Id, r.number as Number, r.text as Text, r.share as Share
        from rows r
        where r.number >= @pageFrom
          and r.number < @pageUntil
        {page}
        """,
        new("lastNumber", "r.number", "r.id", row => (row.Number, row.Id), Descending: true),
        new("firstNumber", "r.number", "r.id", row => (row.Number, row.Id)));

    // Counts the instructions of SQLite's virtual machine, which unlike time are always the same.
    private static int Steps(SqliteConnection connection, Action work)
    {
        var steps = 0;
        delegate_progress count = state => ++steps * 0;
        raw.sqlite3_progress_handler(connection.Handle, 1, count, null);
        work();
        raw.sqlite3_progress_handler(connection.Handle, 0, null, null);
        GC.KeepAlive(count);
        return steps;
    }
}
