using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Amity.Core.Data;

/// <summary>
/// What Dapper sees of a connection. It is always open; its commands are light and run on kept statements; transactions belong to
/// the pool and the writer, and outside of one nothing runs: no statement commits by itself, and a connection that was given back
/// cannot be used by its former holder.
/// </summary>
internal sealed class KeptConnection(SqliteConnection connection, KeptValues? values = null) : DbConnection
{
    private readonly List<LightCommand> _running = [];

    // A DbCommand has a finalizer: a new one for every call would cost a third of a small query.
    private readonly Stack<LightCommand> _free = [];

    public TransactionWords Words { get; } = new(connection.Handle!);

    public KeptStatements Statements { get; } = new(connection.Handle!);

    public sqlite3 Handle => connection.Handle!;

    /// <summary>Where what is read is taken down, during a lease that asks for it.</summary>
    public ReadRecord? Record { get; set; }

    /// <summary>The commit that was the last one known when the lease began: what it reads is as new or newer.</summary>
    public long Since { get; set; }

    /// <summary>What need not be read again; null for the writer, which sees what nobody else does.</summary>
    public KeptValues? Values => values;

    /// <summary>Tells what statements read.</summary>
    public ReadWatch Reads => field ??= new ReadWatch(Handle);

    /// <summary>The same for all, because Dapper keeps what it knows of a query by this text: one entry serves every network.</summary>
    [AllowNull]
    public override string ConnectionString
    {
        get => "amity";
        set => throw new NotSupportedException("The connection is open.");
    }

    public override string Database => "main";

    public override string DataSource => connection.DataSource;

    public override string ServerVersion => connection.ServerVersion;

    public override ConnectionState State => ConnectionState.Open;

    public override void Open()
    {
        // Always open: the pool and the writer decide.
    }

    public override void Close()
    {
        // See Open.
    }

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException("One connection, one file.");

    /// <summary>Ends what a lease or a write left open. An open reader would pin its snapshot, and with it the growing log.</summary>
    public void CloseAbandoned()
    {
        while (_running.Count > 0)
        {
            _running[^1].Dispose();
        }
    }

    /// <summary>Closes the file. <see cref="IDisposable.Dispose"/> does nothing: the connection is not its user's to close.</summary>
    public void Shut()
    {
        CloseAbandoned();
        Statements.Dispose();
        Words.Dispose();
        connection.Dispose();
    }

    internal void MustBeInTransaction()
    {
        if (!Words.Alive)
        {
            throw new InvalidOperationException("SQL outside of its write or lease: it is over, or an error ended its transaction.");
        }
    }

    internal void Started(LightCommand command) => _running.Add(command);

    internal void Ended(LightCommand command) => _running.Remove(command);

    internal void Free(LightCommand command) => _free.Push(command);

    protected override DbCommand CreateDbCommand()
    {
        var command = _free.TryPop(out var free) ? free : new LightCommand(this);
        command.HandOut();
        return command;
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        throw new NotSupportedException("A lease and a write are transactions already.");
}
