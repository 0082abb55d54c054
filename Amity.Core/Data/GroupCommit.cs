using System.Data.Common;
using System.Diagnostics;
using System.Threading.Channels;
using Amity.Core.Errors;
using Amity.Core.Ids;
using Microsoft.Data.Sqlite;

namespace Amity.Core.Data;

/// <summary>
/// The only writer of a database. Flushing a commit to the disk costs far more than making it, so that writes which wait at the same
/// time share one: each runs alone in a savepoint, and all are answered when their common commit is durable. It waits for the first
/// write only, never for a batch to fill. It is a task, not a thread: an idle network costs nothing.
/// </summary>
internal sealed class GroupCommit : IAsyncDisposable
{
    [ThreadStatic]
    private static GroupCommit? s_running;

    private readonly Func<WriterSession> _open;
    private readonly DatabaseOptions _options;
    private readonly Channel<QueuedWrite> _queue;
    private readonly List<QueuedWrite> _batch = [];
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Task _loop;
    private WriterSession? _session;
    private bool _begun;

    public GroupCommit(Func<WriterSession> open, WriterSession session, IdSource ids, DatabaseOptions options)
    {
        _open = open;
        _session = session;
        _options = options;
        Ids = ids;
        _queue = Channel.CreateBounded<QueuedWrite>(new BoundedChannelOptions(options.QueueLength) { SingleReader = true });

        // The writer outlives the request that woke it, and must not drag that request's context along.
        using (ExecutionContext.SuppressFlow())
        {
            _loop = Task.Run(Loop);
        }
    }

    /// <summary>For the write that is running, and no other.</summary>
    public IdSource Ids { get; }

    /// <summary>For the write that is running, and no other.</summary>
    public DbConnection Connection => _session!.Connection;

    /// <summary>Whether the calling code is itself a write of this database: it must not wait for another one.</summary>
    public bool IsRunningHere => s_running == this;

    public bool TryEnqueue(QueuedWrite write) => _queue.Writer.TryWrite(write);

    /// <summary>Closes the file unless a batch is running; false when one is.</summary>
    public bool CloseIfIdle(string file)
    {
        if (_queue.Reader.Count > 0 || !_turn.Wait(0))
        {
            return false;
        }

        try
        {
            // Readers that were alone have left a log behind which only a writer's closing removes.
            if (_session is null && File.Exists(file + "-wal"))
            {
                _session = _open();
            }

            Close();
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes no further writes, commits those that wait, closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        await _turn.WaitAsync();
        try
        {
            Close();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task Loop()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            await _turn.WaitAsync();
            try
            {
                await RunBatch();
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    private async ValueTask RunBatch()
    {
        try
        {
            var started = 0L;
            while (HasRoom(started) && _queue.Reader.TryRead(out var write))
            {
                if (write.Skip())
                {
                    continue;
                }

                _batch.Add(write);
                if (!_begun)
                {
                    Begin();
                    started = Stopwatch.GetTimestamp();
                }

                await Run(write);
            }

            if (_begun)
            {
                _session!.Commit();
            }
        }
        catch (Exception error)
        {
            LoseBatch(error);
            return;
        }

        _begun = false;
        StorageMetrics.Committed(_batch.Count);
        _batch.ForEach(write => write.Complete());
        _batch.Clear();
        _session?.CheckpointWhenDue();
    }

    private bool HasRoom(long started) =>
        _batch.Count == 0
        || (_batch.Count < _options.BatchWrites && Stopwatch.GetElapsedTime(started) < _options.BatchTime);

    private void Begin()
    {
        _session ??= _open();
        _session.Begin();
        _begun = true;
    }

    private async ValueTask Run(QueuedWrite write)
    {
        var session = _session!;
        session.Words.Savepoint();
        try
        {
            await Work(write);
            session.Words.Release();
        }
        catch (Exception error)
        {
            // Disk full, I/O errors and the like end the whole transaction, not only the statement: then all of the batch is lost.
            if (!session.Words.Alive)
            {
                throw;
            }

            session.Words.RollbackToSavepoint();
            write.Failure = StorageErrors.Translate(error);
        }
    }

    private async ValueTask Work(QueuedWrite write)
    {
        try
        {
            s_running = this;
            Task work;
            try
            {
                work = write.Start(this);
            }
            finally
            {
                s_running = null;
            }

            if (!work.IsCompleted && _options.RefuseUnfinishedAwaits)
            {
                throw new InvalidOperationException("A write awaited something unfinished: every other write would have to wait for it.");
            }

            await work;
        }
        finally
        {
            write.End();
            _session!.Connection.CloseAbandoned();
        }
    }

    /// <summary>
    /// The transaction ended by itself, could not begin or could not commit: no write of it is stored, also none that had succeeded.
    /// None is tried again for its caller, who alone knows whether it is still wanted.
    /// </summary>
    private void LoseBatch(Exception error)
    {
        if (_begun)
        {
            RollBack();
            _session?.MakeRoom();
        }
        else
        {
            // Opening or beginning failed, perhaps after seconds of waiting: those in the queue would each wait as long again.
            Abandon();
            while (_queue.Reader.TryRead(out var waiting))
            {
                _batch.Add(waiting);
            }
        }

        _begun = false;
        _batch.ForEach(write => write.Fail(Refuse.Busy("Storage is not available at the moment. Try again.", error)));
        StorageMetrics.Lost(_batch.Count);
        _batch.Clear();
    }

    private void RollBack()
    {
        try
        {
            if (_session!.Words.Alive)
            {
                _session.Words.Rollback();
            }
        }
        catch (SqliteException)
        {
            // A connection that cannot even roll back is replaced by a new one.
            Abandon();
        }
    }

    private void Abandon()
    {
        _session?.Abandon();
        _session = null;
    }

    private void Close()
    {
        _session?.Close();
        _session = null;
    }
}
