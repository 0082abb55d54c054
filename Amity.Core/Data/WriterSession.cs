using System.Data.Common;
using Amity.Core.Ids;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Amity.Core.Data;

/// <summary>The writing connection while it is open: begins and ends batches, remembers the clock, keeps the log short.</summary>
internal sealed class WriterSession : IRead
{
    /// <summary>Pages in the log that call for a checkpoint: 16 MB, what the first block of the log's index holds.</summary>
    private const int PagesBetweenCheckpoints = 4000;

    private const int PagesWritten = 9; // SQLITE_DBSTATUS_CACHE_WRITE

    private readonly KeptConnection _connection;
    private readonly RowHook _hook;
    private readonly RawStatement _bytes;
    private readonly IdSource _ids;
    private readonly LastInstant _lastInstant;
    private long _storedInstant;
    private int _changesAtBegin;
    private int _pagesAtCheckpoint;

    public WriterSession(KeptConnection connection, IdSource ids, RowVersions versions, RowWatches watches)
    {
        _connection = connection;
        _hook = new RowHook(connection.Handle, versions, watches);
        _bytes = new RawStatement(connection.Handle, "select page_count * page_size from pragma_page_count, pragma_page_size");
        _ids = ids;
        _lastInstant = new LastInstant(connection.Handle);

        // Goes on from the newest instant that is stored: this process's, or that of a command that ran beside it.
        _storedInstant = _lastInstant.Load();
        ids.NotBefore(_storedInstant + 1);
    }

    public KeptConnection Connection => _connection;

    DbConnection IRead.Connection => _connection;

    public TransactionWords Words => _connection.Words;

    public void Begin()
    {
        Words.BeginWrite();
        _changesAtBegin = raw.sqlite3_total_changes(_connection.Handle);
    }

    /// <summary>Makes the batch durable. A batch that changed nothing stores nothing and costs no flush.</summary>
    public void Commit()
    {
        var instant = _ids.LastMilliseconds;
        if (instant > _storedInstant && raw.sqlite3_total_changes(_connection.Handle) != _changesAtBegin)
        {
            _lastInstant.Store(instant);
            Words.Commit();
            _storedInstant = instant;
        }
        else
        {
            Words.Commit();
        }
    }

    /// <summary>Moves the log into the database when it has grown, as far as readers' snapshots allow.</summary>
    public void CheckpointWhenDue()
    {
        raw.sqlite3_db_status(_connection.Handle, PagesWritten, out var pages, out _, 0);
        if (pages - _pagesAtCheckpoint >= PagesBetweenCheckpoints)
        {
            Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE);
            _pagesAtCheckpoint = pages;
        }
    }

    /// <summary>
    /// When the disk is full, the log cannot grow; what is in it may still fit into the database's own pages, and then the log
    /// starts again from its beginning.
    /// </summary>
    public void MakeRoom() => Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE);

    /// <summary>Leaves one file behind. The readers must be closed before.</summary>
    public void Close()
    {
        Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE);
        Abandon();
    }

    /// <summary>Lets go of a connection that does not work, without waiting for anything. An open transaction ends with it.</summary>
    public void Abandon()
    {
        _hook.Dispose();
        _bytes.Dispose();
        _lastInstant.Dispose();
        _connection.Shut();
    }

    // Its failure loses nothing: the log stays as it is and a later checkpoint, or the next open, finds it.
    private void Checkpoint(int mode)
    {
        if (HasRoom())
        {
            raw.sqlite3_wal_checkpoint_v2(_connection.Handle, "main", mode, out _, out _);
        }
    }

    /// <summary>
    /// Whether the database can grow by what is in the log. A checkpoint that ends half way gives no room back, and takes the little that
    /// was left or that somebody has just made: then the log could not grow either.
    /// </summary>
    private bool HasRoom()
    {
        try
        {
            var file = new FileInfo(_connection.DataSource);
            var growth = _bytes.Number() - file.Length;
            return growth <= 0 || growth <= new DriveInfo(file.DirectoryName!).AvailableFreeSpace;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException or SqliteException)
        {
            return true;
        }
    }
}
