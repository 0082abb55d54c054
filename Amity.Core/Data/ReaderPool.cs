using System.Data.Common;

namespace Amity.Core.Data;

/// <summary>
/// The reading connections of one database. Nobody waits for one: reads run on request threads, which must not block, so a burst
/// opens more. Kept are two for each core, at least four: more reads than cores cannot run, and a kept one holds up to 2 MB.
/// </summary>
internal sealed class ReaderPool(Func<KeptConnection> open)
{
    private static readonly int MostIdle = Math.Max(4, 2 * Environment.ProcessorCount);

    private readonly Lock _gate = new();

    // The last one back goes out first: its cache is the warmest, and the others grow old together.
    private readonly Stack<KeptConnection> _idle = new();
    private int _out;
    private bool _shut;

    public IReadLease Lease(long since, ReadRecord? record)
    {
        KeptConnection? connection;
        lock (_gate)
        {
            _out++;
            _idle.TryPop(out connection);
        }

        try
        {
            connection ??= open();
            connection.Words.BeginRead();
            (connection.Since, connection.Record) = (since, record);
            return new ReadLease(this, connection);
        }
        catch (Exception error)
        {
            Discard(connection);
            throw StorageErrors.Translate(error);
        }
    }

    /// <summary>Whether somebody reads.</summary>
    public bool AreOut
    {
        get
        {
            lock (_gate)
            {
                return _out > 0;
            }
        }
    }

    /// <summary>Closes the idle ones; false when some are out.</summary>
    public bool CloseIdle()
    {
        KeptConnection[] idle;
        lock (_gate)
        {
            if (_out > 0)
            {
                return false;
            }

            idle = [.. _idle];
            _idle.Clear();
        }

        Array.ForEach(idle, connection => connection.Shut());
        return true;
    }

    /// <summary>Closes the idle ones now and each of the others when it comes back.</summary>
    public void Shut()
    {
        KeptConnection[] idle;
        lock (_gate)
        {
            _shut = true;
            idle = [.. _idle];
            _idle.Clear();
        }

        Array.ForEach(idle, connection => connection.Shut());
    }

    private void GiveBack(KeptConnection connection)
    {
        connection.Record = null;
        try
        {
            connection.CloseAbandoned();
            connection.Words.Commit();
        }
        catch
        {
            Discard(connection);
            throw;
        }

        lock (_gate)
        {
            if (!_shut && _idle.Count < MostIdle)
            {
                _out--;
                _idle.Push(connection);
                return;
            }
        }

        Discard(connection);
    }

    private void Discard(KeptConnection? connection)
    {
        // Counted as out until its file is closed: the writer must close last.
        connection?.Shut();
        lock (_gate)
        {
            _out--;
        }
    }

    private sealed class ReadLease(ReaderPool pool, KeptConnection connection) : IReadLease
    {
        private KeptConnection? _connection = connection;

        public DbConnection Connection =>
            _connection ?? throw new ObjectDisposedException(nameof(IReadLease), "The lease was given back.");

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _connection, null) is { } leased)
            {
                pool.GiveBack(leased);
            }
        }
    }
}
