using SQLitePCL;

namespace Amity.Core.Data;

/// <summary>
/// The columns of a statement. Names and declared types are asked once; a value comes as its column's declared type whatever is stored,
/// because Dapper builds its mapping on the types of one row and uses it for all.
/// </summary>
internal sealed class Columns
{
    // Flags and small counts are most of the numbers, and each would be an object.
    private static readonly object[] Small = [.. Enumerable.Range(0, 64).Select(number => (object)(long)number)];

    private readonly sqlite3_stmt _statement;
    private readonly string[] _names;
    private readonly Type?[] _declared;

    public Columns(sqlite3_stmt statement)
    {
        _statement = statement;
        var count = raw.sqlite3_column_count(statement);
        _names = new string[count];
        _declared = new Type?[count];
        for (var i = 0; i < count; i++)
        {
            _names[i] = raw.sqlite3_column_name(statement, i).utf8_to_string();
            _declared[i] = Declared(raw.sqlite3_column_decltype(statement, i).utf8_to_string());
        }
    }

    public int Count => _names.Length;

    public string Name(int column) => _names[column];

    public int Find(string name)
    {
        var at = Array.IndexOf(_names, name);
        return at >= 0 ? at : Array.FindIndex(_names, other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Of an expression, which declares nothing: the type of its value in the current row.</summary>
    public Type Type(int column) => _declared[column] ?? raw.sqlite3_column_type(_statement, column) switch
    {
        raw.SQLITE_INTEGER => typeof(long),
        raw.SQLITE_FLOAT => typeof(double),
        raw.SQLITE_TEXT => typeof(string),
        raw.SQLITE_BLOB => typeof(byte[]),
        _ => typeof(object),
    };

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public object Value(int column)
    {
        var stored = raw.sqlite3_column_type(_statement, column);
        if (stored == raw.SQLITE_NULL)
        {
            return DBNull.Value;
        }

        var type = _declared[column];
        return type is null ? Value(column, stored)
            : type == typeof(string) ? Text(column)
            : type == typeof(long) ? Boxed(Number(column))
            : type == typeof(double) ? Fraction(column)
            : Bytes(column);
    }

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    public double Fraction(int column) => raw.sqlite3_column_double(_statement, column);

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    private object Value(int column, int stored) => stored switch
    {
        raw.SQLITE_INTEGER => Boxed(Number(column)),
        raw.SQLITE_FLOAT => Fraction(column),
        raw.SQLITE_TEXT => Text(column),
        _ => Bytes(column),
    };

    private static object Boxed(long number) => (ulong)number < (ulong)Small.Length ? Small[number] : number;

    /// <summary>The types that our schemas use. Null for an expression.</summary>
    private static Type? Declared(string? type) => type?.ToLowerInvariant() switch
    {
        "text" => typeof(string),
        "bigint" or "boolean" or "integer" => typeof(long),
        "double precision" => typeof(double),
        "blob" => typeof(byte[]),
        _ => null,
    };
}
