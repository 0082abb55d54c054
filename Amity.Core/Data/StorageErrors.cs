using Amity.Core.Errors;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Amity.Core.Data;

/// <summary>Tells the hard times of a disk from defects of ours.</summary>
public static class StorageErrors
{
    /// <summary>
    /// <see cref="ErrorKind.Busy"/> for a full disk, an I/O error, too little memory or a lock held by another process: nothing was
    /// stored and a later try may succeed. Any other exception as it is.
    /// </summary>
    public static Exception Translate(Exception error) =>
        error is SqliteException sqlite && IsHardTimes(sqlite) ? Refuse.Busy("Storage is not available at the moment. Try again.", error) : error;

    internal static bool IsHardTimes(SqliteException error) => error.SqliteErrorCode is
        raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_NOMEM or raw.SQLITE_CANTOPEN
        or raw.SQLITE_PROTOCOL;
}
