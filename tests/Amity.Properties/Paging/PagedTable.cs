using System.Data.Common;
using Amity.Core.Data;
using Amity.Core.Paging;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Amity.Properties.Paging;

/// <summary>A small table with few distinct keys, so that ties are the rule, and the lists over it.</summary>
internal sealed class PagedTable : IRead, IDisposable
{
    public static readonly PageScope Network = new("net1", [.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    public static readonly PagedSql<Row> List = new("rows.query", """
        select r.id as Id, r.number as Number, r.text as Text, r.share as Share
        from rows r
        where r.id <> @hidden
        {page}
        """,
        new("lastNumber", "r.number", "r.id", row => (row.Number, row.Id), Descending: true),
        new("firstNumber", "r.number", "r.id", row => (row.Number, row.Id)),
        new("text", "r.text", "r.id", row => (row.Text, row.Id)),
        new("share", "r.share", "r.id", row => (row.Share, row.Id), Descending: true))
    { DefaultSize = 7 };

    public static readonly string[] Sorts = [.. List.Sorts];

    private readonly SqliteConnection connection = new("Data Source=:memory:;Pooling=False");

    public PagedTable()
    {
        connection.Open();
        connection.Execute("create table rows (id text primary key, number bigint not null, text text not null, share double precision not null)");
    }

    public DbConnection Connection => connection;

    public void Put(Row row) => connection.Execute("""
        insert into rows (id, number, text, share) values (@Id, @Number, @Text, @Share)
        on conflict (id) do update set number = @Number, text = @Text, share = @Share
        """, row);

    public void Remove(string id) => connection.Execute("delete from rows where id = @id", new { id });

    public PageOf<Row> Page(string? sort, int? limit, string? token, string filters = "") =>
        List.Page(this, Network, new PageRequest { Limit = limit, Token = token }, sort, filters, new { hidden = "none" })
            .GetAwaiter().GetResult();

    /// <summary>The same page of rows that are sorted in memory.</summary>
    public static PageOf<Row> Cut(IEnumerable<Row> rows, string sort, int? limit, string? token)
    {
        var list = new PageList(Network, "rows.query", sort, "");
        var place = list.Find(new PageRequest { Limit = limit, Token = token }, List.DefaultSize);
        return list.Cut(place, Sorted(rows, sort), At, descending: sort is "lastNumber" or "share");

        PageKey At(Row row) => sort switch
        {
            "text" => (row.Text, row.Id),
            "share" => (row.Share, row.Id),
            _ => (row.Number, row.Id),
        };
    }

    /// <summary>The naive model: all rows, sorted in memory.</summary>
    public static List<Row> Sorted(IEnumerable<Row> rows, string sort)
    {
        var list = rows.ToList();
        list.Sort((a, b) => Compare(a, b, sort));
        return list;
    }

    public static int Compare(Row a, Row b, string sort) => sort switch
    {
        "lastNumber" => Then(b.Number.CompareTo(a.Number), string.CompareOrdinal(b.Id, a.Id)),
        "firstNumber" => Then(a.Number.CompareTo(b.Number), string.CompareOrdinal(a.Id, b.Id)),
        "text" => Then(string.CompareOrdinal(a.Text, b.Text), string.CompareOrdinal(a.Id, b.Id)),
        _ => Then(b.Share.CompareTo(a.Share), string.CompareOrdinal(b.Id, a.Id)),
    };

    public void Dispose() => connection.Dispose();

    private static int Then(int first, int second) => first != 0 ? first : second;

    public sealed record Row
    {
        public string Id { get; init; } = "";

        public long Number { get; init; }

        public string Text { get; init; } = "";

        public double Share { get; init; }

        public static Row Of(int id, int key) => new()
        {
            Id = $"r{id:d3}",
            Number = key - 2L,
            Text = key == 0 ? "" : new string('é', key),
            Share = (key - 2) / 3.0,
        };
    }
}
