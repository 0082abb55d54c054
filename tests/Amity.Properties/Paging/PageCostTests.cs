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
