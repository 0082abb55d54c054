using System.Collections;
using System.Data.Common;

namespace Amity.Core.Data;

/// <summary>The rows of a running <see cref="KeptStatement"/>. Its first row is there already, so that errors come from Execute.</summary>
internal sealed class LightReader : DbDataReader
{
    private readonly KeptStatement _statement;
    private readonly Columns _columns;
    private bool _isBeforeFirst = true;
    private bool _isAtEnd;
    private bool _isClosed;

    public LightReader(KeptStatement statement)
    {
        _statement = statement;
        _columns = statement.Columns;
        _isAtEnd = !statement.Step();
        HasRows = !_isAtEnd;
    }

    public override int Depth => 0;

    public override int FieldCount => _columns.Count;

    public override bool HasRows { get; }

    public override bool IsClosed => _isClosed;

    public override int RecordsAffected => _statement.Changes;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override bool Read()
    {
        MustBeOpen();
        if (_isBeforeFirst)
        {
            _isBeforeFirst = false;
        }
        else if (!_isAtEnd)
        {
            // Never beyond the end: SQLite would begin again.
            _isAtEnd = !_statement.Step();
        }

        return !_isAtEnd;
    }

    public override bool NextResult()
    {
        // What changes something is to run to its end, also when nobody wants its rows.
        while (Read())
        {
        }

        return false;
    }

    public override void Close() => _isClosed = true;

    public override string GetName(int ordinal) => _columns.Name(ordinal);

    public override int GetOrdinal(string name) =>
        _columns.Find(name) is var at and >= 0 ? at : throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such column.");

    public override Type GetFieldType(int ordinal) => _columns.Type(ordinal);

    public override string GetDataTypeName(int ordinal) => _columns.Type(ordinal).Name;

    public override bool IsDBNull(int ordinal) => Open().IsNull(ordinal);

    public override object GetValue(int ordinal) => Open().Value(ordinal);

    public override string GetString(int ordinal) => Open().Text(ordinal);

    public override long GetInt64(int ordinal) => Open().Number(ordinal);

    public override int GetInt32(int ordinal) => checked((int)Open().Number(ordinal));

    public override short GetInt16(int ordinal) => checked((short)Open().Number(ordinal));

    public override byte GetByte(int ordinal) => checked((byte)Open().Number(ordinal));

    public override bool GetBoolean(int ordinal) => Open().Number(ordinal) != 0;

    public override double GetDouble(int ordinal) => Open().Fraction(ordinal);

    public override float GetFloat(int ordinal) => (float)Open().Fraction(ordinal);

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
        {
            values[i] = GetValue(i);
        }

        return count;
    }

    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => throw NotStored();

    public override char GetChar(int ordinal) => throw NotStored();

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => throw NotStored();

    public override DateTime GetDateTime(int ordinal) => throw NotStored();

    public override decimal GetDecimal(int ordinal) => throw NotStored();

    public override Guid GetGuid(int ordinal) => throw NotStored();

    private static NotSupportedException NotStored() => new("Columns are texts, whole numbers, fractions, flags and bytes.");

    private Columns Open()
    {
        MustBeOpen();
        return _columns;
    }

    private void MustBeOpen() => ObjectDisposedException.ThrowIf(_isClosed, this);
}
