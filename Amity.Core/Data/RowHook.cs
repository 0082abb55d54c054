using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using SQLitePCL;

namespace Amity.Core.Data;

/// <summary>
/// Tells <see cref="RowVersions"/> and the watches of every row that the writer's connection inserts, updates or deletes, whichever statement
/// does it: SQLite calls it before each of them, those of foreign keys included. A list of what to tell, kept by the slices, would be short of
/// one entry some day.
/// </summary>
internal sealed unsafe class RowHook : IDisposable
{
    private const int Insert = 18; // SQLITE_INSERT
    private const int Delete = 9;  // SQLITE_DELETE
    private const int Integer = 1; // SQLITE_INTEGER
    private const int Text = 3;    // SQLITE_TEXT
    private const int Null = 5;    // SQLITE_NULL

    private readonly RowVersions versions;
    private readonly RowWatches watches;
    private readonly nint connection;
    private readonly Dictionary<string, Table> tables = [];
    private readonly GCHandle self;

    /// <summary>From now on; the tables stay as they are.</summary>
    public RowHook(sqlite3 database, RowVersions versions, RowWatches watches)
    {
        (this.versions, this.watches) = (versions, watches);
        connection = database.DangerousGetHandle();
        raw.sqlite3_exec(
            database,
            "select t.name, c.name from sqlite_schema t join pragma_table_info(t.name) c where t.type = 'table' order by t.name, c.cid",
            (_, row, _) => Add(row[0], row[1]),
            null,
            out _);
        self = GCHandle.Alloc(this);
        PreupdateHook(connection, &Changed, GCHandle.ToIntPtr(self));
    }

    /// <summary>Whether rows are told apart by the values of this column.</summary>
    public static bool IsId(string column) => column.EndsWith("_id", StringComparison.Ordinal);

    /// <summary>Before the connection is closed.</summary>
    public void Dispose()
    {
        PreupdateHook(connection, null, 0);
        self.Free();
    }

    private int Add(string table, string column)
    {
        if (!tables.TryGetValue(table, out var known))
        {
            tables[table] = known = new Table(table, RowVersions.RowsOf(table, ""));
        }

        known.Columns.Add(new Column(column, RowVersions.ValuesOf(table, column), RowVersions.RowsOf(table, column), IsId(column)));
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Changed(nint hook, nint connection, int action, byte* schema, byte* table, long before, long after)
    {
        var self = (RowHook)GCHandle.FromIntPtr(hook).Target!;
        if (self.tables.TryGetValue(Marshal.PtrToStringUTF8((nint)table)!, out var known))
        {
            self.Note(known, action);
        }
    }

    private void Note(Table table, int action)
    {
        if (action is Insert or Delete)
        {
            versions.Touch(table.Rows);
        }

        table.Watched ??= watches.Of(table.Name);
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var column = table.Columns[i];
            table.Changed[i] = true;
            if (action is Insert or Delete)
            {
                versions.Touch(column.Rows);
                if (column.IsId)
                {
                    Touch(column, action == Insert ? New(i) : Old(i));
                }

                if (action is Delete)
                {
                    // Whoever came here by reference had it from a row that named it.
                    versions.Touch(column.Values);
                }

                continue;
            }

            var (before, after) = (Old(i), New(i));
            if (column.IsId)
            {
                Touch(column, before);
                Touch(column, after);
            }

            if (table.Changed[i] = !Same(before, after))
            {
                versions.Touch(column.Values);
            }
        }

        foreach (var (watch, rows) in table.Watched)
        {
            if (watch.Columns.Any(column => table.Changed[table.Place(column)]))
            {
                rows.Add(new TouchedRow(Value(table.Place(watch.Key)), Value(table.Place(watch.Group))));
            }
        }

        string Value(int column) => Encoding.UTF8.GetString(Bytes(action == Insert ? New(column) : Old(column)));
    }

    private void Touch(Column column, nint value)
    {
        if (ValueType(value) == Text)
        {
            versions.Touch(RowVersions.WithId(column.Values, Bytes(value)));
        }
    }

    private nint Old(int column) => PreupdateOld(connection, column, out var value) == raw.SQLITE_OK ? value : 0;

    private nint New(int column) => PreupdateNew(connection, column, out var value) == raw.SQLITE_OK ? value : 0;

    private static bool Same(nint before, nint after) =>
        before != 0 && after != 0 && ValueType(before) is var type && ValueType(after) == type && type switch
        {
            Integer => ValueInteger(before) == ValueInteger(after),
            Null => true,
            _ => Bytes(before).SequenceEqual(Bytes(after)),
        };

    private static ReadOnlySpan<byte> Bytes(nint value)
    {
        var text = ValueText(value);
        return new ReadOnlySpan<byte>(text, ValueBytes(value));
    }

    private sealed record Table(string Name, int Rows)
    {
        public List<Column> Columns { get; } = [];

        /// <summary>What the change at hand changes.</summary>
        public bool[] Changed => field ??= new bool[Columns.Count];

        /// <summary>Known from the first change on: watches come before it.</summary>
        public RowWatches.Watched[]? Watched { get; set; }

        public int Place(string column) => Columns.FindIndex(known => known.Name == column);
    }

    private readonly record struct Column(string Name, int Values, int Rows, bool IsId);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_preupdate_hook")]
    private static extern nint PreupdateHook(
        nint connection, delegate* unmanaged[Cdecl]<nint, nint, int, byte*, byte*, long, long, void> hook, nint argument);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_preupdate_old")]
    private static extern int PreupdateOld(nint connection, int column, out nint value);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_preupdate_new")]
    private static extern int PreupdateNew(nint connection, int column, out nint value);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_value_type")]
    private static extern int ValueType(nint value);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_value_int64")]
    private static extern long ValueInteger(nint value);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_value_text")]
    private static extern byte* ValueText(nint value);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_value_bytes")]
    private static extern int ValueBytes(nint value);
}
