using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Amity.Core.Data;

/// <summary>
/// A prepared statement, kept by <see cref="KeptStatements"/> from one use to the next. It runs on SQLite itself: the provider's commands
/// and readers ask anew at every use for what never changes about a statement, and that costs more than most queries.
/// </summary>
internal sealed class KeptStatement : IDisposable
{
    private const int TimesPreparedAgain = 5; // SQLITE_STMTSTATUS_REPREPARE

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly Place[] _places;
    private readonly bool _changesNothing;
    private Columns? _columns;
    private StatementReads? _reads;

    /// <param name="database">The connection.</param>
    /// <param name="text">One statement, its lists written out.</param>
    /// <exception cref="SqliteException">SQLite does not understand it.</exception>
    public KeptStatement(sqlite3 database, string text)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v3(database, text, raw.SQLITE_PREPARE_PERSISTENT, out _statement, out var rest));
        if (!string.IsNullOrWhiteSpace(rest))
        {
            _statement.Dispose();
            throw new NotSupportedException($"A command is one statement; behind it comes '{rest}'.");
        }

        _changesNothing = raw.sqlite3_stmt_readonly(_statement) != 0;
        _places = new Place[raw.sqlite3_bind_parameter_count(_statement)];
        for (var i = 0; i < _places.Length; i++)
        {
            _places[i] = Place.Of(raw.sqlite3_bind_parameter_name(_statement, i + 1).utf8_to_string());
        }
    }

    public bool InUse { get; set; }

    /// <summary>What it was kept under, and its place among the others by last use; null when it is not kept.</summary>
    public LinkedListNode<(StatementKey Key, KeptStatement Statement)>? Kept { get; set; }

    public Columns Columns => _columns ??= new Columns(_statement);

    /// <summary>How often SQLite found that it had to prepare it anew, for a changed schema or for other values.</summary>
    public int PreparedAgain => raw.sqlite3_stmt_status(_statement, TimesPreparedAgain, 0);

    /// <summary>Rows that the last run changed; -1 for a statement that only reads.</summary>
    public int Changes => _changesNothing ? -1 : raw.sqlite3_changes(_database);

    /// <summary>What its rows rest on, found out by preparing it once more, because hardly any statement is asked.</summary>
    public StatementReads ReadsOf(string text, ReadWatch watch) =>
        _reads ??= new StatementReads(text, watch.Of(raw.sqlite3_sql(_statement).utf8_to_string()));

    /// <summary>Puts the values in.</summary>
    /// <exception cref="InvalidOperationException">One is missing.</exception>
    public void Bind(LightParameters given)
    {
        for (var i = 0; i < _places.Length; i++)
        {
            var place = _places[i];
            var value = given.At(given.Find(place.Name, ref _places[i].LastFound)).Value;
            Check(Bind(i + 1, place.Element < 0 ? value : Lists.Element(value, place.Element)));
        }
    }

    /// <summary>Runs on to the next row; false when there is none.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            Check(result);
        }

        return result == raw.SQLITE_ROW;
    }

    /// <summary>Ends the run, and lets go of the values, which may be large.</summary>
    public void Reset()
    {
        // Answers the error of the last step once more.
        raw.sqlite3_reset(_statement);
        raw.sqlite3_clear_bindings(_statement);
    }

    public void Dispose() => _statement.Dispose();

    private int Bind(int at, object? value) => value switch
    {
        null or DBNull => raw.sqlite3_bind_null(_statement, at),
        string text => BindText(at, text),
        long number => raw.sqlite3_bind_int64(_statement, at, number),
        int number => raw.sqlite3_bind_int64(_statement, at, number),
        bool flag => raw.sqlite3_bind_int64(_statement, at, flag ? 1 : 0),
        double number => raw.sqlite3_bind_double(_statement, at, number),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, at, bytes),
        _ => throw new NotSupportedException($"SQLite has no place for a {value.GetType().Name}: give it a text, a number, a flag or bytes."),
    };

    private int BindText(int at, string text)
    {
        // SQLite copies it. An empty span would be null to it.
        const int Short = 128;
        if (text.Length is 0 or > Short)
        {
            return raw.sqlite3_bind_text(_statement, at, text);
        }

        Span<byte> bytes = stackalloc byte[3 * Short];
        return raw.sqlite3_bind_text(_statement, at, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, _database);
            throw new UnreachableException();
        }
    }

    /// <summary>A parameter of the statement: its name, which element of a list it is, and where it was among the given ones last time.</summary>
    private struct Place
    {
        public required string Name;
        public required int Element;
        public int LastFound;

        public static Place Of(string name) => Lists.TryParse(name, out var list, out var element)
            ? new Place { Name = list, Element = element }
            : new Place { Name = name, Element = -1 };
    }
}
