namespace Amity.Core.Mqtt;

/// <summary>Connections that are too slow, too late or broken, and sessions that are over.</summary>
public sealed partial class Broker
{
    /// <summary>It is not waited for any more.</summary>
    internal void Forget(Connection connection)
    {
        if (unopened.TryRemove(connection, out _))
        {
            Interlocked.Decrement(ref opening);
        }
    }

    internal void Dropped(Member? member)
    {
        Interlocked.Increment(ref dropped);
        Misbehaved(member, "slow reading");
    }

    internal void Misbehaved(Member? member, string how)
    {
        try
        {
            Policy.Misbehaved(member, how);
        }
        catch (Exception trouble)
        {
            Troubled(trouble);
        }
    }

    internal void Troubled(Exception cause)
    {
        try
        {
            Trouble?.Invoke(cause);
        }
        catch (Exception)
        {
            // Whoever listens for trouble cannot be told of their own.
        }
    }

    internal void ForgetStored(Session session)
    {
        if (store is not null && !session.IsClean)
        {
            _ = Forget(store, session.Key);
        }
    }

    private async Task Forget(OrderedStore from, SessionKey key)
    {
        try
        {
            await from.Do(key, called => called.Forget(key));
        }
        catch (Exception trouble)
        {
            Troubled(trouble);
        }
    }

    private void CloseTheSilent()
    {
        Allowances.Sweep();
        var latest = Environment.TickCount64 - (long)Options.ConnectTimeout.TotalMilliseconds;
        foreach (var (connection, since) in unopened)
        {
            if (since < latest)
            {
                connection.Close();
            }
        }
    }
}
