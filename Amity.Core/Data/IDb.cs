using System.Data.Common;
using Amity.Core.Events;
using Dapper;

namespace Amity.Core.Data;

/// <summary>
/// The database of the caller's network as one request sees it. <see cref="Write"/> inside a write, <see cref="Read"/> otherwise.
/// </summary>
public interface IDb
{
    /// <summary>The write that runs on the writer's task. Throws <see cref="InvalidOperationException"/> outside of one.</summary>
    IWrite Write { get; }

    /// <summary>
    /// A reader with one snapshot, leased at first use and given back when the request's pipeline ends: all answers of one
    /// request show the same instant. Throws inside a write, where <see cref="Write"/> also reads.
    /// </summary>
    IRead Read { get; }
}

/// <summary>A connection that reads. Commands of the same text are prepared once and kept.</summary>
public interface IRead
{
    DbConnection Connection { get; }
}

/// <summary>A reader with one snapshot; dispose it to give it back.</summary>
public interface IReadLease : IRead, IDisposable;

/// <summary>
/// One queued write: it runs alone, inside a savepoint, on the only writing connection. A throw rolls it back and nothing else.
/// Nothing slow may happen in it; awaited calls must complete synchronously.
/// </summary>
public interface IWrite : IRead
{
    /// <summary>The database that is written, for what goes on after the commit; the write itself uses its own connection.</summary>
    Database Database { get; }

    /// <summary>The instant of the write in milliseconds since 1970 UTC. Never runs backwards within one database.</summary>
    long Now { get; }

    /// <summary>A new row id, greater than every id that was taken in this database before: id order is commit order.</summary>
    string NewId();

    /// <summary>Hands the event to the listeners inside this write, in the order of modules. A throw rolls the write back.</summary>
    Task Raise<TEvent>(TEvent raised) where TEvent : IEvent;

    /// <summary>Runs once the commit is durable; never when the write failed. The place for changes of in-memory state. Must not throw.</summary>
    void AfterCommit(Action action);
}

/// <summary>The ways in which slices use SQL. All of them are Dapper.</summary>
public static class Sql
{
    /// <summary>The first row, or null when there is none.</summary>
    public static Task<T?> One<T>(this IRead db, string sql, object? args = null) =>
        db.Connection.QueryFirstOrDefaultAsync<T?>(sql, Arguments.Of(args));

    /// <summary>All rows. The SQL carries the limit.</summary>
    public static async Task<List<T>> Many<T>(this IRead db, string sql, object? args = null) =>
        (await db.Connection.QueryAsync<T>(sql, Arguments.Of(args))).AsList();

    /// <summary>The instant of the last write that the reader sees: no row that it sees is younger, whatever the machine's clock says.</summary>
    public static Task<long> LastInstant(this IRead db) => db.Connection.QueryFirstOrDefaultAsync<long>(Instant);

    /// <summary>Runs a change and returns the number of rows it touched.</summary>
    public static Task<int> Run(this IWrite db, string sql, object? args = null) =>
        db.Connection.ExecuteAsync(sql, Arguments.Of(args));

    private const string Instant = """
        select value
        from database_state
        where name = 'last_millisecond'
        """;
}
