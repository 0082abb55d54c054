using Amity.Core.Data;
using Microsoft.Extensions.Hosting;

namespace Amity.Modules.Networks;

/// <summary>Closes the files of networks that nobody has used for a while: an idle network costs neither a thread nor an open file.</summary>
internal sealed class IdleSweep(NetworkRegistry networks, IEnumerable<INetworkIdle> listeners, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        var resting = 0;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var before = resting;
            resting = 0;
            foreach (var network in networks.Open)
            {
                if (network.Database.CloseIfIdle())
                {
                    resting++;
                    foreach (var listener in listeners)
                    {
                        listener.On(network);
                    }
                }
            }

            networks.Control.CloseIfIdle();
            if (resting > before)
            {
                FreedMemory.GiveBack();
            }
        }
    }
}
