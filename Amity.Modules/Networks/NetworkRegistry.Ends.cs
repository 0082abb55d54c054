using Amity.Core.Identity;

namespace Amity.Modules.Networks;

/// <summary>How what is in memory ends: a key, a network, all of it.</summary>
internal sealed partial class NetworkRegistry
{
    /// <summary>What requests that are under way get to end when their network closes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private IDisposable? held;

    /// <summary>Keeps a second server off the data folder until the databases are closed, and ends what an earlier one could not end.</summary>
    public void Hold()
    {
        held ??= folder.Lock();
        if (!File.Exists(folder.ControlDatabase))
        {
            return;
        }

        foreach (var networkId in NetworkRecords.Deleted(control.Value))
        {
            Remove(networkId).GetAwaiter().GetResult();
        }
    }

    /// <summary>After a commit that changed keys or settings of one network, or of any: what is in memory is as it was stored.</summary>
    public void Renew(string? networkId = null)
    {
        lock (gate)
        {
            changes++;
            keys.Clear();
        }

        foreach (var network in Open.Where(network => networkId is null || network.Id == networkId))
        {
            if (NetworkRecords.ById(control.Value, network.Id) is { IsDisabled: false } record)
            {
                opening.Take(network, record);
            }
            else
            {
                Shut(network.Id);
            }
        }
    }

    /// <summary>
    /// After a commit that disabled or deleted the network: from here on none of its credentials is good and its requests are refused. Its
    /// database closes in the background: see <see cref="Closed"/>.
    /// </summary>
    public void Shut(string networkId)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Lazy<Network>? shut;
        lock (gate)
        {
            changes++;
            if (!networks.TryRemove(networkId, out shut))
            {
                return;
            }

            closing[networkId] = closed.Task;
        }

        Network? network = null;
        try
        {
            network = shut.Value;
            opening.Close(network);
        }
        finally
        {
            _ = Task.Run(Close);
        }

        async Task Close()
        {
            try
            {
                await (network?.Database.Close(Patience) ?? ValueTask.CompletedTask);
            }
            finally
            {
                closing.TryRemove(networkId, out _);

                // Whatever befell it: it is closed as far as it can be, and its log is read with the next opening.
                closed.SetResult();
            }
        }
    }

    /// <summary>Completes when a database that was being closed is closed.</summary>
    public Task Closed(string networkId) => closing.GetValueOrDefault(networkId) ?? Task.CompletedTask;

    /// <summary>After the commit that deleted the network: closes it and removes its folder. Goes on with the next start if it is interrupted.</summary>
    public async Task Remove(string networkId)
    {
        Shut(networkId);
        await Closed(networkId);
        if (Directory.Exists(folder.NetworkFolder(networkId)))
        {
            folder.DeleteNetwork(networkId);
        }

        await control.Value.Write(async tx =>
        {
            await NetworkChanges.Deleted(tx, networkId);
            return true;
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(closing.Values);
        foreach (var network in Open)
        {
            await network.Database.DisposeAsync();
        }

        if (control.IsValueCreated)
        {
            await control.Value.DisposeAsync();
        }

        held?.Dispose();
    }

    /// <summary>For a host that disposes its services synchronously.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
