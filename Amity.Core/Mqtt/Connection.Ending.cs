using System.Net.Sockets;

namespace Amity.Core.Mqtt;

/// <summary>How a connection ends, from either side, and who is told.</summary>
internal sealed partial class Connection
{
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(1);

    private Member? left;
    private long lastComplaint;
    private int isClosed;

    public bool IsClosed => Volatile.Read(ref isClosed) != 0;

    /// <summary>Ends it from the server's side, from any thread; whether this was the first time.</summary>
    public bool Close()
    {
        if (Interlocked.Exchange(ref isClosed, 1) != 0)
        {
            return false;
        }

        wire.Close();
        return true;
    }

    private static bool IsGone(Exception failure) => failure is IOException or SocketException or ObjectDisposedException or OperationCanceledException;

    /// <summary>Has the loop send what waits, and settle the session.</summary>
    private async Task Leave()
    {
        broker.Forget(this);
        try
        {
            if (loop is not null)
            {
                var owes = await loop.Ask(() =>
                {
                    loop.Closed(this);
                    return loop.Owes(this);
                });
                if (owes)
                {
                    await SayGoodbye(loop);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The broker has stopped.
        }
        catch (Exception defect)
        {
            broker.Troubled(defect);
        }

        LeavePolicy();
        Close();
    }

    /// <summary>The end of a polite client: the last that it is told still leaves, behind what is on its way already.</summary>
    private async Task SayGoodbye(Loop from)
    {
        var latest = Task.Delay(LongestGoodbye);
        do
        {
            await Task.WhenAny(Sending, latest);
        }
        while (!latest.IsCompleted && await from.Ask(() => from.Owes(this)));
    }

    private void LeavePolicy()
    {
        if (Member is { } member && member != left)
        {
            left = member;
            try
            {
                broker.Policy.Left(member);
            }
            catch (Exception trouble)
            {
                broker.Troubled(trouble);
            }
        }
    }

    private void Complain(string how)
    {
        var now = Environment.TickCount64;
        if (lastComplaint == 0 || now - lastComplaint >= 1000)
        {
            lastComplaint = now;
            broker.Misbehaved(Member, how);
        }
    }
}
