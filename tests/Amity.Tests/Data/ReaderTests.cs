using System.Data.Common;
using Amity.Core.Data;
using Dapper;
using Xunit;

namespace Amity.Tests.Data;

public sealed class ReaderTests
{
    private const string ByBody = "select id, body, weight from notes where body = @body";

    [Fact]
    public async Task a_lease_shows_one_snapshot()
    {
        await using var scratch = new ScratchDatabase();
        await scratch.Add("old");
        using (var read = scratch.Database.Read())
        {
            Assert.Single(await read.Many<string>("select body from notes limit 10"));
            await scratch.Add("new");
            Assert.Single(await read.Many<string>("select body from notes limit 10"));
        }

        Assert.Equal(["old", "new"], await scratch.Bodies());
    }

    [Fact]
    public async Task a_reader_cannot_write()
    {
        await using var scratch = new ScratchDatabase();
        using var read = scratch.Database.Read();
        await Assert.ThrowsAnyAsync<Exception>(() => read.Connection.ExecuteAsync("delete from notes"));
    }

    [Fact]
    public async Task a_statement_is_prepared_once_and_kept()
    {
        await using var scratch = new ScratchDatabase();
        await scratch.Add("x");
        for (var i = 0; i < 50; i++)
        {
            using var read = scratch.Database.Read();
            Assert.NotNull(await read.One<Note>(ByBody, new { body = "x" }));
            Assert.Null(await read.One<Note>(ByBody, new { body = $"{i}" }));
            Assert.Equal(1, Kept(read).Prepared);
        }
    }

    [Fact]
    public async Task a_search_is_not_prepared_anew_for_every_pattern()
    {
        await using var scratch = new ScratchDatabase();
        await scratch.Add("x");
        using var read = scratch.Database.Read();
        foreach (var pattern in (string[])["x%", "y%", "%z", "x%"])
        {
            await read.Many<string>("select body from notes where body like @pattern order by id limit 10", new { pattern });
        }

        Assert.Equal(0, Kept(read).PreparedAgain);
    }

    [Fact]
    public async Task values_of_one_use_do_not_reach_the_next()
    {
        await using var scratch = new ScratchDatabase();
        const string insert = "insert into notes (id, body, weight) values (@id, @body, @weight)";
        await scratch.Database.Write(async tx =>
        {
            await tx.Run(insert, new { id = "1", body = "long text", weight = 7L });
            await tx.Run(insert, new { id = "2", body = (string?)null, weight = 8L });
            await tx.Run(insert, new { weight = 9, body = true, id = "3" });
            return 0;
        });

        using var read = scratch.Database.Read();
        var notes = await read.Many<Note>("select id, body, weight from notes order by id limit 10");
        Assert.Equal([new Note("1", "long text", 7), new Note("2", null, 8), new Note("3", "1", 9)], notes);
    }

    [Fact]
    public async Task the_least_recently_used_statement_goes_first()
    {
        await using var scratch = new ScratchDatabase();
        using var read = scratch.Database.Read();
        await read.One<long>("select 1000 + 1");
        for (var i = 0; i < KeptStatements.Limit - 1; i++)
        {
            await read.One<long>($"select {i}");
        }

        await read.One<long>("select 1000 + 1");
        await read.One<long>("select 2000 + 1");
        Assert.Equal(KeptStatements.Limit, Kept(read).Count);
        Assert.Equal(KeptStatements.Limit + 1, Kept(read).Prepared);

        await read.One<long>("select 1000 + 1");
        Assert.Equal(KeptStatements.Limit + 1, Kept(read).Prepared);
        await read.One<long>("select 0");
        Assert.Equal(KeptStatements.Limit + 2, Kept(read).Prepared);
    }

    [Fact]
    public async Task the_same_text_may_run_while_its_reader_is_open()
    {
        await using var scratch = new ScratchDatabase();
        await scratch.Add("a");
        await scratch.Add("b");
        using var read = scratch.Database.Read();
        const string all = "select body from notes order by id limit 10";
        var seen = new List<string>();
        foreach (var outer in read.Connection.Query<string>(all, buffered: false))
        {
            foreach (var inner in read.Connection.Query<string>(all, buffered: false))
            {
                seen.Add(outer + inner);
            }
        }

        Assert.Equal(["aa", "ab", "ba", "bb"], seen);
        Assert.Equal(1, Kept(read).Count);
    }

    [Fact]
    public async Task lists_expand_into_few_statements()
    {
        await using var scratch = new ScratchDatabase();
        var ids = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            ids.Add(await scratch.Add($"{i}"));
        }

        using var read = scratch.Database.Read();
        for (var count = 0; count <= 20; count++)
        {
            var found = await read.Many<string>("select body from notes where id in @ids order by id limit 100", new { ids = ids.Take(count) });
            Assert.Equal(ids.Take(count).Select((_, i) => $"{i}"), found);
        }

        Assert.True(Kept(read).Prepared < 12, $"{Kept(read).Prepared} statements");
    }

    [Fact]
    public async Task a_list_of_arguments_runs_one_statement_for_each()
    {
        await using var scratch = new ScratchDatabase();
        var changed = await scratch.Database.Write(tx => tx.Run(
            "insert into notes (id, body) values (@id, @body)",
            Enumerable.Range(0, 10).Select(i => new { id = $"{i}", body = $"{i}" })));
        Assert.Equal(10, changed);
        Assert.Equal(10, (await scratch.Bodies()).Count);
    }

    [Fact]
    public async Task a_lease_that_was_given_back_reads_nothing_more()
    {
        await using var scratch = new ScratchDatabase();
        await scratch.Add("x");
        var read = scratch.Database.Read();
        var connection = read.Connection;
        var reader = await connection.ExecuteReaderAsync("select body from notes limit 10");
        read.Dispose();
        read.Dispose();

        Assert.True(reader.IsClosed);
        Assert.Throws<ObjectDisposedException>(() => read.Connection);
        await Assert.ThrowsAsync<InvalidOperationException>(() => connection.QueryAsync<string>("select body from notes limit 10"));
    }

    [Fact]
    public async Task an_open_reader_does_not_outlive_its_lease()
    {
        await using var scratch = new ScratchDatabase();
        await scratch.Add("old");
        var read = scratch.Database.Read();
        await read.Connection.ExecuteReaderAsync("select body from notes limit 10");
        read.Dispose();
        await scratch.Add("new");

        // The same connection comes out again, with a new snapshot.
        Assert.Equal(["old", "new"], await scratch.Bodies());
    }

    [Fact]
    public async Task more_leases_than_kept_readers_may_be_out()
    {
        await using var scratch = new ScratchDatabase();
        await scratch.Add("x");
        var leases = Enumerable.Range(0, 50).Select(_ => scratch.Database.Read()).ToList();
        foreach (var lease in leases)
        {
            Assert.Equal("x", await lease.One<string>("select body from notes limit 1"));
        }

        leases.ForEach(lease => lease.Dispose());
        Assert.Equal(["x"], await scratch.Bodies());
    }

    [Fact]
    public async Task a_parameter_that_is_missing_is_told()
    {
        await using var scratch = new ScratchDatabase();
        using var read = scratch.Database.Read();
        await Assert.ThrowsAsync<InvalidOperationException>(() => read.One<string>("select body from notes where id = @id", new { other = 1 }));
        await Assert.ThrowsAnyAsync<DbException>(() => read.One<string>("selekt 1"));
        Assert.Equal(1, await read.One<long>("select 1"));
    }

    private static KeptStatements Kept(IRead read) => ((KeptConnection)read.Connection).Statements;

    private sealed record Note
    {
        public Note()
        {
        }

        public Note(string id, string? body, long weight)
        {
            Id = id;
            Body = body;
            Weight = weight;
        }

        public string Id { get; init; } = "";

        public string? Body { get; init; }

        public long Weight { get; init; }
    }
}
