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

    /// <summary>Who waits for the answer; null for a write of the server's own.</summary>
    Author? Author { get; }

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
    /// <remarks>No kept answer rests on it: what is written later changes rows, and the answer rests on those by itself.</remarks>
    public static async Task<long> LastInstant(this IRead db)
    {
        var (reader, record) = (db.Connection as KeptConnection, Record(db));
        try
        {
            reader?.Record = null;
            return await db.Connection.QueryFirstOrDefaultAsync<long>(Instant);
        }
        finally
        {
            reader?.Record = record;
        }
    }

    /// <summary>
    /// What <paramref name="load"/> reads, from memory for as long as no row changes that it read. For what nearly every answer needs and
    /// hardly ever changes. Inside a write it is read, because the write may have changed it.
    /// </summary>
    /// <param name="db">A reader or a write.</param>
    /// <param name="name">Of the value, unique in the program.</param>
    /// <param name="load">Reads it, by statements alone. What it returns is shared and must not be changed.</param>
    public static async Task<T> Keep<T>(this IRead db, string name, Func<IRead, Task<T>> load)
    {
        var reader = (KeptConnection)db.Connection;
        return reader.Values is not { } values ? await load(db)
            : values.TryFind<T>(reader, name, out var value) ? value
            : await values.Load(reader, () => load(db), loaded => [(name, loaded)]);
    }

    /// <summary>The same for things with ids: those that are not in memory are read together. Things that do not exist are left out.</summary>
    /// <param name="db">A reader or a write.</param>
    /// <param name="kind">Of the things, unique in the program.</param>
    /// <param name="ids">Which of them.</param>
    /// <param name="load">Reads some of them, by id.</param>
    public static async Task<IReadOnlyDictionary<string, T>> Keep<T>(
        this IRead db, string kind, IReadOnlyCollection<string> ids, Func<IRead, string[], Task<Dictionary<string, T>>> load)
    {
        var reader = (KeptConnection)db.Connection;
        if (reader.Values is not { } values)
        {
            return await load(db, [.. ids]);
        }

        var found = new Dictionary<string, T>(ids.Count);
        var missing = new List<string>();
        foreach (var id in ids)
        {
            if (values.TryFind<T>(reader, $"{kind}/{id}", out var value))
            {
                found[id] = value;
            }
            else
            {
                missing.Add(id);
            }
        }

        if (missing.Count > 0)
        {
            foreach (var (id, value) in await values.Load(
                reader, () => load(db, [.. missing]), loaded => loaded.Select(one => ($"{kind}/{one.Key}", (object?)one.Value))))
            {
                found[id] = value;
            }
        }

        return found;
    }

    /// <summary>The answer that is being made also rests on the clock: it is not kept for another call.</summary>
    public static void RestOnTime(this IRead db) => Record(db)?.Spoil();

    /// <summary>The answer that is being made is not kept beyond this instant, in milliseconds since 1970 UTC.</summary>
    public static void RestUntil(this IRead db, long instant) => Record(db)?.End(instant);

    /// <summary>
    /// The answer that is being made rests on the rows with these ids, or without any yet, although no statement has read them: for what is in
    /// memory and follows every commit before its callers are answered.
    /// </summary>
    public static void RestOn(this IRead db, string table, string column, IEnumerable<string> ids)
    {
        if (Record(db) is { } record)
        {
            StatementReads.AddTo(record, table, column, ids);
        }
    }

    /// <summary>Runs a change and returns the number of rows it touched.</summary>
    public static Task<int> Run(this IWrite db, string sql, object? args = null) =>
        db.Connection.ExecuteAsync(sql, Arguments.Of(args));

    private static ReadRecord? Record(IRead db) => (db.Connection as KeptConnection)?.Record;

    private const string Instant = """
        select value
        from database_state
        where name = 'last_millisecond'
        """;
}
