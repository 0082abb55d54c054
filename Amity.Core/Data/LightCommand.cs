using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Amity.Core.Data;

/// <summary>
/// A command as Dapper makes one for every call: it collects the text (set twice when a list is expanded) and the parameters, and
/// borrows the kept statement of the final text from Execute to Dispose. Disposed, it waits to be handed out again.
/// </summary>
internal sealed class LightCommand(KeptConnection connection) : DbCommand
{
    private readonly LightParameters _parameters = new();
    private KeptStatement? _statement;
    private DbDataReader? _reader;
    private bool _handedOut;

    [AllowNull]
    public override string CommandText { get; set; } = "";

    public override int CommandTimeout { get; set; }

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set => throw new NotSupportedException("A command stays with its connection.");
    }

    protected override DbParameterCollection DbParameterCollection => _parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    public void HandOut() => _handedOut = true;

    public override void Prepare()
    {
        // Statements are prepared when they are first run, and kept.
    }

    public override void Cancel()
    {
        // Dapper cancels whenever it stops before the last row; the reader's disposal right after it does all that is needed.
    }

    public override int ExecuteNonQuery()
    {
        var statement = Borrow();
        try
        {
            while (statement.Step())
            {
            }

            return statement.Changes;
        }
        catch (SqliteException error) when (StorageErrors.IsHardTimes(error))
        {
            throw StorageErrors.Translate(error);
        }
    }

    public override object? ExecuteScalar()
    {
        using var reader = ExecuteDbDataReader(CommandBehavior.SingleRow);
        return reader.Read() && reader.FieldCount > 0 ? reader.GetValue(0) : null;
    }

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        var statement = Borrow();
        try
        {
            return _reader = new LightReader(statement);
        }
        catch (SqliteException error) when (StorageErrors.IsHardTimes(error))
        {
            throw StorageErrors.Translate(error);
        }
    }

    protected override DbParameter CreateDbParameter() => new LightParameter();

    protected override void Dispose(bool disposing)
    {
        // Not the base's: this is the end of one use, not of the object.
        if (disposing && _handedOut)
        {
            GiveBack();
            _handedOut = false;
            _parameters.Clear();
            CommandText = "";
            connection.Free(this);
        }
    }

    private KeptStatement Borrow()
    {
        connection.MustBeInTransaction();

        // A list of arguments runs one command again and again.
        GiveBack();
        var statement = connection.Statements.Take(CommandText, _parameters);
        _statement = statement;
        connection.Started(this);
        statement.Bind(_parameters);
        if (connection.Record is { } record)
        {
            statement.ReadsOf(CommandText, connection.Reads).AddTo(record, _parameters);
        }

        return statement;
    }

    private void GiveBack()
    {
        if (_statement is not { } statement)
        {
            return;
        }

        _statement = null;
        _reader?.Dispose();
        _reader = null;
        connection.Statements.GiveBack(statement);
        connection.Ended(this);
    }
}
