using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Amity.Core.Data;

/// <summary>
/// A statement of the storage kernel itself, prepared once for a connection and run directly: these run at every read and every
/// write, where a command object would cost more than the statement.
/// </summary>
internal sealed class RawStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public RawStatement(sqlite3 database, string sql)
    {
        _database = database;
        var result = raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement);
        if (result != raw.SQLITE_OK)
        {
            throw Error(result);
        }
    }

    public void Run()
    {
        var result = raw.sqlite3_step(_statement);

        // The error is read before the reset, which may replace it.
        var error = result == raw.SQLITE_DONE ? null : Error(result);
        raw.sqlite3_reset(_statement);
        if (error is not null)
        {
            throw error;
        }
    }

    public void Run(long argument)
    {
        raw.sqlite3_bind_int64(_statement, 1, argument);
        Run();
    }

    /// <summary>The first column of the first row, or null without a row.</summary>
    public long? Number()
    {
        var result = raw.sqlite3_step(_statement);
        var error = result is raw.SQLITE_ROW or raw.SQLITE_DONE ? null : Error(result);
        long? number = result == raw.SQLITE_ROW ? raw.sqlite3_column_int64(_statement, 0) : null;
        raw.sqlite3_reset(_statement);
        return error is null ? number : throw error;
    }

    public void Dispose() => _statement.Dispose();

    private SqliteException Error(int result) =>
        new(raw.sqlite3_errmsg(_database).utf8_to_string(), result, raw.sqlite3_extended_errcode(_database));
}
