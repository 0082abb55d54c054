using Amity.Core.Data;
using Amity.Core.Events;

namespace Amity.Modules.Jobs;

/// <summary>
/// What grows with content and so is too much for one write: a write makes its effect true at once and stores a job for the rest, which is
/// done in steps of their own, in the background and in their order. It survives the end of the process.
/// </summary>
public static class JobQueue
{
    /// <summary>Stores a job together with what else the write changes. Its first step runs after the commit.</summary>
    /// <param name="tx">The write.</param>
    /// <param name="kind">That of an <see cref="IJob"/>.</param>
    /// <param name="argument">What the job is about, such as an id.</param>
    public static async Task Start(IWrite tx, string kind, string argument)
    {
        await tx.Run(Insert, new { jobId = tx.NewId(), kind, argument, now = tx.Now });
        await tx.Raise(new JobStored());
    }

    private const string Insert = """
        insert into jobs (job_id, kind, argument, due_at, created_at)
        values (@jobId, @kind, @argument, @now, @now)
        """;
}

/// <summary>
/// How a kind of job is done. Registered as a singleton by the module whose rows it changes. All that it has to remember from step to step
/// is in the rows.
/// </summary>
public interface IJob
{
    /// <summary>Unique in the program, and stored: it stays what it is.</summary>
    string Kind { get; }

    /// <summary>
    /// The next step, in a write of its own: touches at most 100 rows, and moves the counters of the rows that it removes. True when
    /// nothing is left to do. A throw rolls the step back; it is tried again later.
    /// </summary>
    Task<bool> Step(IWrite tx, string argument);
}

/// <summary>A job was stored in this write.</summary>
public sealed record JobStored : IEvent;
