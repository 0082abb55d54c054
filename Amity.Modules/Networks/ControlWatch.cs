using Amity.Core.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Amity.Modules.Networks;

/// <summary>
/// Notices what a command beside the running server has changed in the control database: networks that were disabled, keys, secure mode.
/// Looks at the file's size and time, and reads only when these have changed.
/// </summary>
internal sealed class ControlWatch(NetworkRegistry networks, DataFolder folder, TimeProvider time, ILogger<ControlWatch> log) : BackgroundService
{
    /// <summary>How long such a change goes unnoticed at most. What the server itself changes acts at once.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        var seen = Seen();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = Seen();
            if (now == seen || !networks.IsUsed)
            {
                continue;
            }

            try
            {
                networks.Renew();
                seen = now;
            }
            catch (Exception trouble)
            {
                log.LogWarning(trouble, "The control database cannot be read; what was changed in it is looked at again in {Delay}", Every);
            }
        }
    }

    private (long, DateTime, long, DateTime) Seen()
    {
        var (database, changes) = (Of(folder.ControlDatabase), Of(folder.ControlDatabase + "-wal"));
        return (database.Length, database.Time, changes.Length, changes.Time);

        // An empty log says as little as none: reading makes one and closing removes it, so that to tell them apart would open the files for ever.
        static (long Length, DateTime Time) Of(string path) => new FileInfo(path) is { Exists: true, Length: > 0 } file ? (file.Length, file.LastWriteTimeUtc) : default;
    }
}
