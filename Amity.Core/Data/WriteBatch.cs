using System.Data.Common;
using System.Diagnostics;
using System.Threading.Channels;
using Amity.Core.Errors;
using Amity.Core.Ids;
using Microsoft.Data.Sqlite;

namespace Amity.Core.Data;

/// <summary>
/// Writes that share one commit, because flushing it to the disk costs far more than making it. Each runs alone in a savepoint; all are
/// answered when the commit is durable, also those that failed: a refusal may rest on rows of the same batch.
/// </summary>
internal sealed class WriteBatch(
    string file, Func<WriterSession> open, WriterSession first, IdSource ids, RowVersions versions, RowWatches watches, DatabaseOptions options)
{
    [ThreadStatic]
    private static WriteBatch? s_running;

    private readonly List<QueuedWrite> _writes = [];
    private WriterSession? _session = first;
    private bool _begun;

    /// <summary>For the write that is running, and no other.</summary>
    public IdSource Ids => ids;

    /// <summary>For the write that is running, and no other.</summary>
    public DbConnection Connection => _session!.Connection;

    public bool IsRunningHere => s_running == this;

    /// <summary>
    /// Runs what is in the queue and commits: when the queue is empty, after <see cref="DatabaseOptions.BatchWrites"/>, or when
    /// <see cref="DatabaseOptions.BatchTime"/> has passed. Does not throw: every outcome is its callers'.
    /// </summary>
    public async ValueTask Run(ChannelReader<QueuedWrite> queue)
    {
        Action? known = null;
        try
        {
            var started = 0L;
            while (HasRoom(started) && queue.TryRead(out var write))
            {
                if (write.Skip())
                {
                    continue;
                }

                _writes.Add(write);
                if (!_begun)
                {
                    Begin();
                    started = Stopwatch.GetTimestamp();
                }

                await Run(write);
            }

            if (_begun)
            {
                known = await Watched();
                _session!.Commit();
            }
        }
        catch (Exception error)
        {
            Lose(error, queue);
            return;
        }

        _begun = false;

        // In this order: who reads the new number finds what belongs to it.
        known?.Invoke();
        versions.Publish();
        StorageMetrics.Committed(_writes.Count);
        _writes.ForEach(write => write.Complete());
        _writes.Clear();

        // Now, because the callers are answered already.
        _session?.CheckpointWhenDue();
    }

    /// <summary>Closes the file, which leaves nothing beside it when all readers are closed.</summary>
    public void Close()
    {
        TidyUpAfterReaders();
        _session?.Close();
        _session = null;
        versions.Forget();
    }

    /// <summary>Readers that were alone have left a log behind which only a writer's closing removes. It does no harm where that must wait.</summary>
    private void TidyUpAfterReaders()
    {
        try
        {
            if (_session is null && File.Exists(file + "-wal"))
            {
                _session = open();
            }
        }
        catch (SqliteException error) when (StorageErrors.IsHardTimes(error))
        {
        }
    }

    private bool HasRoom(long started) =>
        _writes.Count == 0
        || (_writes.Count < options.BatchWrites && Stopwatch.GetElapsedTime(started) < options.BatchTime);

    private void Begin()
    {
        _session ??= open();
        _session.Begin();
        _begun = true;
        versions.Begin();
    }

    private async ValueTask Run(QueuedWrite write)
    {
        var words = _session!.Words;
        words.Savepoint();
        try
        {
            await Work(write);
            words.Release();
        }
        catch (Exception error)
        {
            // Disk full, I/O errors and the like end the whole transaction, not only the statement: then all of the batch is lost.
            if (!words.Alive)
            {
                throw;
            }

            words.RollbackToSavepoint();
            write.Failure = StorageErrors.Translate(error);
        }
    }

    private async ValueTask Work(QueuedWrite write)
    {
        try
        {
            var work = Start(write);
            if (!work.IsCompleted && options.RefuseUnfinishedAwaits)
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

    /// <summary>Lets those who watch rows read what has become of them, while nothing can change it any more.</summary>
    private async ValueTask<Action?> Watched()
    {
        try
        {
            return await watches.Changing(_session!);
        }
        finally
        {
            _session!.Connection.CloseAbandoned();
        }
    }

    private Task Start(QueuedWrite write)
    {
        s_running = this;
        try
        {
            return write.Start(this);
        }
        finally
        {
            s_running = null;
        }
    }

    /// <summary>
    /// The transaction ended by itself, could not begin or could not commit: no write of it is stored, also none that had succeeded.
    /// None is tried again for its caller, who alone knows whether it is still wanted.
    /// </summary>
    private void Lose(Exception error, ChannelReader<QueuedWrite> queue)
    {
        watches.Lost();
        if (_begun)
        {
            RollBack();
            _session?.MakeRoom();
        }
        else
        {
            // Opening or beginning failed, perhaps after seconds of waiting: those in the queue would each wait as long again.
            Abandon();
            while (queue.TryRead(out var waiting))
            {
                _writes.Add(waiting);
            }
        }

        _begun = false;
        versions.Discard();
        _writes.ForEach(write => write.Fail(Refuse.Busy("Storage is not available at the moment. Try again.", error)));
        StorageMetrics.Lost(_writes.Count);
        _writes.Clear();
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
}
