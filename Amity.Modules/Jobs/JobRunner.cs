using System.Collections.Concurrent;
using System.Threading.Channels;
using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Events;
using Amity.Core.Identity;
using Amity.Modules.Networks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Amity.Modules.Jobs;

/// <summary>
/// Does the jobs of all networks, one step after the other, each network in its turn. A step is a write among the others and waits in the
/// same queue, so that nobody waits for more than one. A network is looked at when a job was stored and when it is first used after a
/// start, and left alone otherwise: an idle one stays closed.
/// </summary>
internal sealed class JobRunner(IEnumerable<IJob> jobs, TimeProvider time, ILogger<JobRunner> log)
    : BackgroundService, IInWrite<JobStored>, INetworkOpened, INetworkClosed
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(1);

    private readonly Dictionary<string, IJob> kinds = jobs.ToDictionary(job => job.Kind);
    private readonly Channel<Database> awake = Channel.CreateUnbounded<Database>();
    private readonly ConcurrentDictionary<Database, bool> waiting = [];

    /// <summary>Of the networks whose first job rests; touched by the one loop only.</summary>
    private readonly Dictionary<Database, ITimer> alarms = [];

    public Task On(JobStored raised, IWrite tx)
    {
        var database = tx.Database;
        tx.AfterCommit(() => Wake(database));
        return Task.CompletedTask;
    }

    void INetworkOpened.On(Network opened) => Wake(opened.Database);

    // Its turn finds it closed, and forgets it.
    void INetworkClosed.On(Network closed) => Wake(closed.Database);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var database in awake.Reader.ReadAllAsync(stoppingToken))
        {
            waiting.TryRemove(database, out _);
            try
            {
                await Next(database, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // What was not stored is there at the next start.
            }
            catch (AmityException) when (database.IsClosed)
            {
                // Likewise when the network is enabled again.
            }
            catch (Exception error)
            {
                // Neither the step nor the note of its failure could be stored.
                log.LogWarning(error, "Jobs rest for {Delay}, because the storage fails", FirstDelay);
                WakeAfter(database, FirstDelay);
            }
        }
    }

    public override void Dispose()
    {
        foreach (var alarm in alarms.Values)
        {
            alarm.Dispose();
        }

        base.Dispose();
    }

    /// <summary>The time that a job rests after so many failures in a row.</summary>
    private static TimeSpan DelayAfter(long failures) =>
        TimeSpan.FromSeconds(Math.Min(FirstDelay.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 30)), LongestDelay.TotalSeconds));

    private void Wake(Database database)
    {
        if (waiting.TryAdd(database, true))
        {
            awake.Writer.TryWrite(database);
        }
    }

    private void WakeAfter(Database database, TimeSpan delay)
    {
        Quiet(database);
        alarms.Add(database, time.CreateTimer(_ => Wake(database), null, delay, Timeout.InfiniteTimeSpan));
    }

    private void Quiet(Database database)
    {
        if (alarms.Remove(database, out var alarm))
        {
            alarm.Dispose();
        }
    }

    /// <summary>Runs the step that is due, and sees to it that the network has its turn again if it has more.</summary>
    private async Task Next(Database database, CancellationToken stop)
    {
        Quiet(database);
        if (database.IsClosed || await First(database) is not { } job)
        {
            return;
        }

        if (job.DueIn > TimeSpan.Zero)
        {
            WakeAfter(database, job.DueIn);
            return;
        }

        try
        {
            await database.Write(tx => Step(tx, job), stop);
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            var delay = DelayAfter(job.Attempts + 1);
            if (database.IsClosed)
            {
                return;
            }

            log.LogError(error, "A step of job {JobId} ({Kind}) failed and is tried again in {Delay}", job.JobId, job.Kind, delay);
            await database.Write(tx => tx.Run(Postpone, new { job.JobId, dueAt = tx.Now + (long)delay.TotalMilliseconds }), stop);
        }

        Wake(database);
    }

    private static async Task<JobRow?> First(Database database)
    {
        using var read = database.Read();
        var now = Math.Max(database.Now, await read.LastInstant());
        return await read.One<JobRow>(Due) is { } job ? job with { DueIn = TimeSpan.FromMilliseconds(job.DueAt - now) } : null;
    }

    private async Task<bool> Step(IWrite tx, JobRow job)
    {
        if (!kinds.TryGetValue(job.Kind, out var kind))
        {
            throw new InvalidOperationException($"This program knows no job of the kind {job.Kind}.");
        }

        var isDone = await kind.Step(tx, job.Argument);
        await tx.Run(isDone ? Delete : GoOn, new { job.JobId });
        return isDone;
    }

    private const string Due = """
        select job_id,
               kind,
               argument,
               attempts,
               due_at
        from jobs
        order by due_at, job_id
        limit 1
        """;

    private const string GoOn = """
        update jobs
        set attempts = 0
        where job_id = @JobId
          and attempts > 0
        """;

    private const string Postpone = """
        update jobs
        set attempts = attempts + 1,
            due_at   = @dueAt
        where job_id = @JobId
        """;

    private const string Delete = """
        delete from jobs
        where job_id = @JobId
        """;

    private sealed record JobRow
    {
        public string JobId { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Argument { get; init; } = "";

        public long Attempts { get; init; }

        public long DueAt { get; init; }

        public TimeSpan DueIn { get; init; }
    }
}
