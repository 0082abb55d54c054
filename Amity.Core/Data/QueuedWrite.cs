using System.Data.Common;
using Amity.Core.Events;

namespace Amity.Core.Data;

/// <summary>
/// A write from its queueing to its answer, and what its work sees of the writer meanwhile. Its caller is answered only when its batch
/// is durable, or failed: also a refusal may rest on rows of the same batch.
/// </summary>
internal abstract class QueuedWrite(Database database, IInWriteDispatcher? listeners, Author? author) : IWrite
{
    private WriteBatch? _batch;
    private long? _now;
    private List<Action>? _afterCommit;

    public DbConnection Connection => Batch.Connection;

    public Database Database => database;

    public Author? Author => author;

    public long Now => _now ??= Batch.Ids.Now();

    /// <summary>What the work threw. The others of the batch do not mind.</summary>
    public Exception? Failure { get; set; }

    private WriteBatch Batch => _batch ?? throw new InvalidOperationException("The write is over.");

    public string NewId() => Batch.Ids.Next();

    public Task Raise<TEvent>(TEvent raised) where TEvent : IEvent =>
        _batch is null ? throw new InvalidOperationException("The write is over.")
        : listeners is null ? Task.CompletedTask
        : listeners.Dispatch(raised, this);

    public void AfterCommit(Action action) => (_afterCommit ??= []).Add(action);

    /// <summary>Answers a caller who has given up while the write waited in the queue; false when the write is to run.</summary>
    public abstract bool Skip();

    public Task Start(WriteBatch batch)
    {
        _batch = batch;
        return Work();
    }

    /// <summary>From here on the work, should it still hold the write, can do nothing with it.</summary>
    public void End() => _batch = null;

    /// <summary>The batch is durable.</summary>
    public void Complete()
    {
        if (Failure is null && _afterCommit is not null)
        {
            try
            {
                _afterCommit.ForEach(action => action());
            }
            catch (Exception error)
            {
                Failure = new InvalidOperationException("The write is stored, but an action after its commit failed.", error);
            }
        }

        Answer(Failure);
    }

    /// <summary>The batch is lost, whatever became of this write in it.</summary>
    public void Fail(Exception error) => Answer(error);

    protected abstract Task Work();

    protected abstract void Answer(Exception? failure);
}

internal sealed class QueuedWrite<T>(
    Database database, Func<IWrite, Task<T>> work, IInWriteDispatcher? listeners, Author? author, CancellationToken cancel)
    : QueuedWrite(database, listeners, author)
{
    // Callers go on elsewhere: the writer's time belongs to the next batch.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<T>? _running;

    public Task<T> Answered => _answer.Task;

    public override bool Skip() => cancel.IsCancellationRequested && _answer.TrySetCanceled(cancel);

    protected override Task Work() => _running = work(this);

    protected override void Answer(Exception? failure)
    {
        if (failure is null)
        {
            _answer.SetResult(_running!.Result);
        }
        else
        {
            _answer.SetException(failure);
        }
    }
}
