using SQLitePCL;

namespace Amity.Core.Data;

/// <summary>
/// The newest millisecond that a database has shown in an id or in <see cref="IWrite.Now"/>, stored in the transaction that shows it:
/// after a restart, ids and instants go on from there even if the machine's clock was set back. One page more in each commit is the
/// price; reserving some seconds ahead would save it, and would date everything after a restart into the future.
/// </summary>
internal sealed class LastInstant(sqlite3 database) : IDisposable
{
    /// <summary>Made with every schema.</summary>
    public const string Table = """
        create table if not exists database_state (
            name  text   not null primary key,
            value bigint not null
        );
        """;

    private readonly RawStatement _load = new(database, "select value from database_state where name = 'last_millisecond'");

    // Never backwards: a command beside the running server may have stored a later one.
    private readonly RawStatement _store = new(
        database,
        """
        insert into database_state (name, value)
        values ('last_millisecond', ?1)
        on conflict (name) do update set value = excluded.value
        where excluded.value > database_state.value
        """);

    public long Load() => _load.Number() ?? 0;

    public void Store(long milliseconds) => _store.Run(milliseconds);

    public void Dispose()
    {
        _load.Dispose();
        _store.Dispose();
    }
}
