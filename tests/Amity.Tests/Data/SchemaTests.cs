using Amity.Core.Data;
using Xunit;

namespace Amity.Tests.Data;

public sealed class SchemaTests
{
    private static readonly Schema First = new("things", "create table things (id text not null primary key, name text);", []);

    private static readonly Schema Second = new(
        "things",
        """
        create table things (
            id   text not null primary key, -- of the thing
            size bigint not null default 0,
            name text
        );
        create index things_by_name on things (name);
        """,
        [
            new Migration("0002_size", "alter table things add column size bigint not null default 0; create index things_by_name on things (name);"),
        ]);

    [Fact]
    public void the_schemas_of_the_program_can_be_made()
    {
        using var folder = new ScratchDatabases();
        Assert.NotEmpty(SchemaShape.Of(folder.Make("network.db", Schema.Network)));
        Assert.NotEmpty(SchemaShape.Of(folder.Make("control.db", Schema.Control)));
    }

    [Fact]
    public void a_migrated_database_has_the_shape_of_a_fresh_one()
    {
        // The tables of version 1 as they were released; until they are, they are what amity.db.sql says today.
        var released = Path.Combine(AppContext.BaseDirectory, "Data", "released", "amity.1.sql");
        foreach (var (schema, first) in new[]
        {
            (Schema.Network, File.Exists(released) ? File.ReadAllText(released) : Schema.Network.Sql),
            (Schema.Control, Schema.Control.Sql),
            (Second, First.Sql),
        })
        {
            using var folder = new ScratchDatabases();
            var migrated = folder.Make("migrated.db", schema with { Sql = first, Migrations = [] });
            folder.Make("migrated.db", schema);
            Assert.Equal(SchemaShape.Of(folder.Make("fresh.db", schema)), SchemaShape.Of(migrated));
        }
    }

    [Fact]
    public void a_migration_that_forgets_something_is_found()
    {
        using var folder = new ScratchDatabases();
        var forgetful = Second with { Migrations = [new Migration("0002_size", "alter table things add column size bigint not null default 1")] };
        folder.Make("migrated.db", First);
        Assert.NotEqual(
            SchemaShape.Of(folder.Make("fresh.db", forgetful)),
            SchemaShape.Of(folder.Make("migrated.db", forgetful)));
    }

    [Fact]
    public async Task rows_survive_a_migration()
    {
        using var folder = new ScratchDatabases();
        await using (var old = folder.Open("old.db", First))
        {
            await old.Write(tx => tx.Run("insert into things (id, name) values ('1', 'hat')"));
        }

        await using var migrated = folder.Open("old.db", Second);
        using var read = migrated.Read();
        Assert.Equal("hat", await read.One<string>("select name from things where size = 0"));
    }

    [Fact]
    public async Task a_failing_migration_leaves_the_version_before_it()
    {
        using var folder = new ScratchDatabases();
        folder.Make("old.db", First);
        var broken = Second with { Migrations = [new Migration("0002_broken", "alter table things add column size bigint; insert into nowhere values (1);")] };
        Assert.ThrowsAny<Exception>(() => folder.Open("old.db", broken));

        await using var old = folder.Open("old.db", First);
        using var read = old.Read();
        Assert.Equal(0, await read.One<long>("select count(*) from pragma_table_info('things') where name = 'size'"));
    }

    [Fact]
    public void a_migration_may_not_leave_rows_that_refer_to_nothing()
    {
        using var folder = new ScratchDatabases();
        const string tables = "create table a (id text primary key); create table b (a_id text references a (id));";
        folder.Make("old.db", new Schema("refs", tables, []));
        var migrated = new Schema("refs", tables, [new Migration("0002_orphan", "insert into b values ('gone')")]);
        Assert.Throws<InvalidDataException>(() => folder.Open("old.db", migrated));
    }

    [Fact]
    public void a_newer_database_is_refused()
    {
        using var folder = new ScratchDatabases();
        folder.Make("new.db", Second);
        var refused = Assert.Throws<DatabaseTooNewException>(() => folder.Open("new.db", First));
        Assert.Contains("version 2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void a_database_of_another_program_is_refused()
    {
        using var folder = new ScratchDatabases();
        folder.Execute("other.db", "create table theirs (x)");
        Assert.Throws<InvalidDataException>(() => folder.Open("other.db", First));
    }
}
