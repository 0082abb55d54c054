using SQLitePCL;

namespace Amity.Core.Data;

/// <summary>
/// Hears from SQLite which columns a statement reads while it is prepared. Set on a connection once and for good: setting it makes SQLite
/// prepare every statement of the connection anew.
/// </summary>
internal sealed class ReadWatch
{
    private const int ReadColumn = 20; // SQLITE_READ

    private readonly sqlite3 database;
    private List<(string Table, string Column)>? read;

    public ReadWatch(sqlite3 database)
    {
        this.database = database;
        raw.sqlite3_set_authorizer(database, Note, null);
    }

    /// <summary>The columns that this statement, which SQLite understands, reads.</summary>
    public IReadOnlyList<(string Table, string Column)> Of(string statement)
    {
        read = [];
        try
        {
            raw.sqlite3_prepare_v3(database, statement, 0, out var prepared);
            prepared.Dispose();
            return read;
        }
        finally
        {
            read = null;
        }
    }

    private int Note(object user, int action, string table, string column, string schema, string trigger)
    {
        if (action == ReadColumn)
        {
            read?.Add((table, column));
        }

        return raw.SQLITE_OK;
    }
}
