namespace Amity.Core.Mqtt;

/// <summary>
/// Calls the store for one session in the order in which it is told to: a session that is forgotten and opened again at once is there afterwards.
/// Each connection has one call at most under way, and so has each session that ends.
/// </summary>
internal sealed class OrderedStore(ISessionStore store)
{
    private readonly Task[] last = [.. Enumerable.Repeat(Task.CompletedTask, 256)];
    private readonly Lock queueing = new();

    public Task<T> Do<T>(SessionKey session, Func<ISessionStore, ValueTask<T>> work)
    {
        var stripe = (uint)session.GetHashCode() % (uint)last.Length;
        lock (queueing)
        {
            var task = After(last[stripe], work);
            last[stripe] = task;
            return task;
        }
    }

    public Task Do(SessionKey session, Func<ISessionStore, ValueTask> work) => Do(session, async called =>
    {
        await work(called);
        return true;
    });

    /// <summary>Completes when all that was asked so far is done.</summary>
    public async Task Drain()
    {
        Task[] tasks;
        lock (queueing)
        {
            tasks = [.. last];
        }

        await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<T> After<T>(Task before, Func<ISessionStore, ValueTask<T>> work)
    {
        // Neither on the caller's time, which may be the loop's, nor with what the one before has thrown.
        await Task.Yield();
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await work(store);
    }
}
