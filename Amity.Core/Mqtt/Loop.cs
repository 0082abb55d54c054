using System.Threading.Channels;

namespace Amity.Core.Mqtt;

/// <summary>
/// Owns a share of the sessions and all their state: one task that takes what connections and publishers hand over, in its order. What it has to
/// send it collects during a turn and sends at its end, so that a client costs one call of the system however many messages came at once. A
/// message travels as one encoded packet to all its receivers. This file is the turn; what is done in it stands in Loop.Clients.cs and Loop.Sessions.cs.
/// </summary>
internal sealed partial class Loop
{
    /// <summary>After so many pieces for clients a turn ends, whatever else waits: the first of them have waited long enough.</summary>
    private const int MostPieces = 131_072;

    private const int MostCommands = 1024;

    /// <summary>With so many waiting, or so many bytes, connections read no further: what they post is bounded by this and one packet each.</summary>
    private const int ManyCommands = 4096;

    private const long ManyBytes = 16 * 1024 * 1024;
    private const int ScratchBytes = 64 * 1024;
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(Deadlines<Session>.Step);

    private readonly Broker broker;
    private readonly Channel<Command> commands = Channel.CreateUnbounded<Command>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<Connection> dirty = [];
    private readonly byte[] scratch = GC.AllocateArray<byte>(ScratchBytes, pinned: true);
    private readonly Timer timer;
    private int publishedWaiting;
    private long publishedBytes;
    private int commandsWaiting;
    private long commandBytes;
    private int isTickWaiting;
    private int pieces;

    public Loop(Broker broker)
    {
        this.broker = broker;
        timer = new Timer(_ => PostTick(), null, TickEvery, TickEvery);
        Completion = Task.Run(Run);
    }

    public Task Completion { get; }

    private static long Now => Environment.TickCount64;

    /// <summary>Has this done on the loop, after all that was posted before. False when the loop has stopped.</summary>
    /// <param name="action">Short: others wait.</param>
    /// <param name="bytes">What it holds on to, where that may be much.</param>
    public bool Post(Action action, int bytes = 0)
    {
        Interlocked.Increment(ref commandsWaiting);
        Interlocked.Add(ref commandBytes, bytes);
        return commands.Writer.TryWrite(new Command(action, bytes));
    }

    /// <summary>The same, and waits for its answer. Canceled when the loop has stopped.</summary>
    public Task<T> Ask<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isTaken = Post(() =>
        {
            try
            {
                answer.SetResult(question());
            }
            catch (Exception failure)
            {
                answer.SetException(failure);
            }
        });
        return isTaken ? answer.Task : Task.FromCanceled<T>(new CancellationToken(canceled: true));
    }

    /// <summary>Completes at once while little waits; else when what came before is done, so that a client is not read faster than it is served.</summary>
    public Task Room() => Volatile.Read(ref commandsWaiting) < ManyCommands && Volatile.Read(ref commandBytes) < ManyBytes ? Task.CompletedTask : Ask(() => true);

    /// <summary>False when too much waits already; the message is dropped.</summary>
    public bool Publish(Message message)
    {
        var waiting = Interlocked.Increment(ref publishedWaiting);
        var bytes = Interlocked.Add(ref publishedBytes, message.Bytes);
        if (waiting <= broker.Options.MaxPublishedWaiting && bytes <= broker.Options.MaxPublishedBytesWaiting)
        {
            return commands.Writer.TryWrite(new Command(message, 0));
        }

        Unqueue(message);
        return false;
    }

    /// <summary>No more is taken; what was taken is done, and the connections are closed.</summary>
    public async Task Stop()
    {
        await timer.DisposeAsync();
        Post(CloseAll);
        commands.Writer.TryComplete();
        await Completion;
    }

    private async Task Run()
    {
        var reader = commands.Reader;
        while (await reader.WaitToReadAsync())
        {
            pieces = 0;
            for (var left = MostCommands; left > 0 && pieces < MostPieces && reader.TryRead(out var command); left--)
            {
                Execute(command);
            }

            Flush();
        }
    }

    private void Execute(Command command)
    {
        try
        {
            if (command.Work is Message message)
            {
                Unqueue(message);
                Deliver(message);
            }
            else
            {
                Interlocked.Decrement(ref commandsWaiting);
                Interlocked.Add(ref commandBytes, -command.Bytes);
                ((Action)command.Work)();
            }
        }
        catch (Exception defect)
        {
            // One client's packet must not end the service of all others.
            broker.Troubled(defect);
        }
    }

    private void Unqueue(Message message)
    {
        Interlocked.Decrement(ref publishedWaiting);
        Interlocked.Add(ref publishedBytes, -message.Bytes);
    }

    private void PostTick()
    {
        if (Interlocked.Exchange(ref isTickWaiting, 1) == 0)
        {
            Post(() =>
            {
                Volatile.Write(ref isTickWaiting, 0);
                Tick();
            });
        }
    }

    private void MarkDirty(Connection connection)
    {
        if (!connection.Output.IsDirty)
        {
            connection.Output.IsDirty = true;
            dirty.Add(connection);
        }
    }

    private void Flush()
    {
        foreach (var connection in dirty)
        {
            try
            {
                connection.Output.IsDirty = false;
                Flush(connection);
            }
            catch (Exception defect)
            {
                broker.Troubled(defect);
                connection.Close();
            }
        }

        dirty.Clear();
    }

    private void Flush(Connection connection)
    {
        var output = connection.Output;
        if (connection.IsClosed)
        {
            return;
        }

        if (!output.IsSending)
        {
            var rest = output.Flush(scratch, out var isAlive);
            if (!isAlive)
            {
                connection.Close();
                return;
            }

            if (rest is not null)
            {
                connection.Sending = SendRest(connection, rest);
            }
        }

        if (output.Waiting > broker.Options.MaxUnsentBytes && connection.Close())
        {
            broker.Dropped(connection.Member);
        }
    }

    private async Task SendRest(Connection connection, byte[] rest)
    {
        try
        {
            await connection.Output.Wire.SendRest(rest);
        }
        catch (Exception)
        {
            // Whatever it was, this client gets nothing more on this connection.
            connection.Close();
            return;
        }

        Post(() =>
        {
            connection.Output.Sent();
            MarkDirty(connection);
            SendRetained(connection);
        });
    }

    /// <summary>A message to be delivered, or an action.</summary>
    private readonly record struct Command(object Work, int Bytes);
}
