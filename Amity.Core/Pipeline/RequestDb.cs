using Amity.Core.Data;

namespace Amity.Core.Pipeline;

/// <summary>The <see cref="IDb"/> of one DI scope: the pipeline opens it for a request and closes it behind it.</summary>
public sealed class RequestDb : IDb, IDisposable
{
    private Database? database;
    private IReadLease? lease;
    private IWrite? write;

    public IWrite Write => write ?? throw new InvalidOperationException("Not inside a write: the request is no IWriteRequest.");

    public IRead Read => write is not null
        ? throw new InvalidOperationException("Inside a write, read through Write: a reader would not see it.")
        : lease ??= (database ?? throw new InvalidOperationException("Outside of a request.")).Read(Record);

    /// <summary>Where what is read is taken down; null when the answer is not kept.</summary>
    public ReadRecord? Record { get; set; }

    /// <summary>What the write does before its handler; null for nothing.</summary>
    public Func<IWrite, Task>? Admission { get; set; }

    /// <summary>Whether HTTP counted this call against the rate limit already, before it read the body.</summary>
    public bool IsCounted { get; set; }

    /// <summary>Who waits for the answer, where somebody beyond the pipeline says when it is on its way.</summary>
    public Author? Author { get; set; }

    public void Enter(Database entered) => database = entered;

    public void Leave()
    {
        lease?.Dispose();
        lease = null;
        database = null;
    }

    public void EnterWrite(IWrite entered) => write = entered;

    public void LeaveWrite() => write = null;

    public void Dispose() => Leave();
}
