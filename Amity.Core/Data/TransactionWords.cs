using SQLitePCL;

namespace Amity.Core.Data;

/// <summary>The statements around transactions.</summary>
internal sealed class TransactionWords(sqlite3 database) : IDisposable
{
    private readonly RawStatement _beginRead = new(database, "begin deferred");

    // A deferred one takes its snapshot at the first read and cannot become a writer when another process has committed since.
    private readonly RawStatement _beginWrite = new(database, "begin immediate");
    private readonly RawStatement _savepoint = new(database, "savepoint one_write");
    private readonly RawStatement _release = new(database, "release one_write");
    private readonly RawStatement _rollbackTo = new(database, "rollback to one_write");
    private readonly RawStatement _commit = new(database, "commit");
    private readonly RawStatement _rollback = new(database, "rollback");

    /// <summary>Whether a transaction is open. Some errors end it on SQLite's own account, and what follows would commit by itself.</summary>
    public bool Alive => raw.sqlite3_get_autocommit(database) == 0;

    public void BeginRead() => _beginRead.Run();

    public void BeginWrite() => _beginWrite.Run();

    public void Savepoint() => _savepoint.Run();

    public void Release() => _release.Run();

    /// <summary>Undoes everything since <see cref="Savepoint"/> and drops it.</summary>
    public void RollbackToSavepoint()
    {
        _rollbackTo.Run();
        _release.Run();
    }

    public void Commit() => _commit.Run();

    public void Rollback() => _rollback.Run();

    public void Dispose()
    {
        _beginRead.Dispose();
        _beginWrite.Dispose();
        _savepoint.Dispose();
        _release.Dispose();
        _rollbackTo.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
    }
}
