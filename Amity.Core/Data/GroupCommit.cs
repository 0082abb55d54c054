using System.Threading.Channels;

namespace Amity.Core.Data;

/// <summary>
/// The only writer of a database: the queue before it, and the task that runs what waits there in batches. It waits for the first
/// write only, never for a batch to fill. It is a task, not a thread: an idle network costs nothing.
/// </summary>
internal sealed class GroupCommit : IAsyncDisposable
{
    private readonly WriteBatch _batch;
    private readonly Channel<QueuedWrite> _queue;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Task _loop;

    public GroupCommit(WriteBatch batch, DatabaseOptions options)
    {
        _batch = batch;
        _queue = Channel.CreateBounded<QueuedWrite>(new BoundedChannelOptions(options.QueueLength) { SingleReader = true });

        // The writer outlives the request that woke it, and must not drag that request's context along.
        using (ExecutionContext.SuppressFlow())
        {
            _loop = Task.Run(Loop);
        }
    }

    /// <summary>Whether the calling code is itself a write of this database: it must not wait for another one.</summary>
    public bool IsRunningHere => _batch.IsRunningHere;

    /// <summary>False when the queue is full or closed.</summary>
    public bool TryEnqueue(QueuedWrite write) => _queue.Writer.TryWrite(write);

    /// <summary>Closes the file unless a batch is running or waiting; false when one is.</summary>
    public bool CloseIfIdle()
    {
        if (_queue.Reader.Count > 0 || !_turn.Wait(0))
        {
            return false;
        }

        try
        {
            _batch.Close();
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
            _batch.Close();
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
                await _batch.Run(_queue.Reader);
            }
            finally
            {
                _turn.Release();
            }
        }
    }
}
