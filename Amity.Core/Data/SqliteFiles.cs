using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Amity.Core.Data;

/// <summary>The only place that opens SQLite, with every pragma and its reason.</summary>
internal static class SqliteFiles
{
    /// <summary>How long a connection waits for another process (a command beside the running server) before it gives up.</summary>
    private const int BusySeconds = 5;

    private const int StablePlans = 1007; // SQLITE_DBCONFIG_ENABLE_QPSG

    /// <summary>The connection that writes; creates the file.</summary>
    public static SqliteConnection OpenWriter(string file, Durability durability)
    {
        var connection = Open(file, SqliteOpenMode.ReadWriteCreate);
        try
        {
            // Readers never wait for the writer, nor it for them. Stored in the file: only the first open changes anything.
            Run(connection, "pragma journal_mode = wal");

            // FULL flushes the log at every commit, so that what was acknowledged survives power loss. NORMAL flushes at
            // checkpoints only: a commit survives the process, not the machine.
            Run(connection, durability == Durability.Full ? "pragma synchronous = full" : "pragma synchronous = normal");

            // SQLite checks them only when asked to, on every connection anew.
            Run(connection, "pragma foreign_keys = on");

            // SQLite would checkpoint inside the COMMIT that passes 1,000 pages, while its callers wait. The writer does it after
            // they are answered (WriterSession.CheckpointWhenDue).
            Run(connection, "pragma wal_autocheckpoint = 0");

            // A reader that holds its snapshot for long lets the log grow; the next restart of the log gives the room back.
            Run(connection, "pragma journal_size_limit = 67108864");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection that cannot write, whatever SQL it is given.</summary>
    public static SqliteConnection OpenReader(string file) => Open(file, SqliteOpenMode.ReadOnly);

    /// <summary>Writes a compact copy of a database as it is at this moment. Reads and writes go on meanwhile, also in other processes.</summary>
    public static void Copy(string file, string target)
    {
        // Not read-only although it only reads: a read-only connection that closes last leaves the -wal file behind.
        using var connection = Open(file, SqliteOpenMode.ReadWrite);
        using var copy = connection.CreateCommand();
        copy.CommandText = "vacuum into @target";
        copy.Parameters.AddWithValue("@target", target);
        copy.ExecuteNonQuery();
    }

    /// <summary>Looks into a database that nobody uses, and whether it is sound.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static void Check(string file, Action<SqliteConnection> look)
    {
        using var connection = Open(file, SqliteOpenMode.ReadWrite);
        look(connection);
        using var check = connection.CreateCommand();
        check.CommandText = "pragma quick_check(1)";
        if (check.ExecuteScalar() is not "ok")
        {
            throw new InvalidDataException("it is damaged.");
        }
    }

    /// <summary>Runs one or many statements without parameters.</summary>
    public static void Run(SqliteConnection connection, string sql)
    {
        var result = raw.sqlite3_exec(connection.Handle, sql, out var message);
        if (result != raw.SQLITE_OK)
        {
            throw new SqliteException(message, result, raw.sqlite3_extended_errcode(connection.Handle));
        }
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.GetFullPath(file),
            Mode = mode,

            // The provider's pool would keep files open that we closed; ours knows when a network is idle.
            Pooling = false,

            // The provider tries again on its own until this has passed, on top of busy_timeout.
            DefaultTimeout = BusySeconds,
        }.ToString());
        try
        {
            connection.Open();
            WalIndex.Secure(connection.Handle!);

            // First, because the others may already meet a lock.
            Run(connection, "pragma busy_timeout = 5000");

            // Sorting a page must not need a writable temporary folder: the program may run in a read-only one.
            Run(connection, "pragma temp_store = memory");

            // Plans follow from the text of a statement alone. Otherwise SQLite prepares a statement with LIKE anew at every use, to look
            // whether this pattern could use an index, and keeping statements would be of no use to searches.
            raw.sqlite3_db_config(connection.Handle, StablePlans, 1, out _);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
