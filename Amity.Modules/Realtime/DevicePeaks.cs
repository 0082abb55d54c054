using Amity.Core.Data;
using Amity.Core.Identity;

namespace Amity.Modules.Realtime;

/// <summary>The most devices that were connected at a time, month by month.</summary>
internal static class DevicePeaks
{
    private const int Years = 2;

    /// <summary>Stores a peak that has grown; what was stored by an earlier process stays where it is higher.</summary>
    public static async Task Store(Connections connections, Network network, DevicePeak peak)
    {
        await network.Database.Write(tx => tx.Run(Upsert, new { peak.Month, peak.Devices, peak.ReachedAt }));
        connections.Stored(network, peak);
    }

    /// <summary>Those of the last two years, the newest first; <paramref name="current"/> may not be stored yet.</summary>
    public static async Task<IReadOnlyList<DevicePeak>> Of(IRead read, DevicePeak? current, DateTimeOffset now)
    {
        var since = Devices.Month(now.AddYears(-Years));
        var stored = (await read.Many<Row>(Newest, new { since })).Select(row => new DevicePeak(row.Month, row.Devices, row.ReachedAt));
        return [.. stored
            .Concat(current is { Devices: > 0 } ? [current] : [])
            .GroupBy(peak => peak.Month)
            .Select(month => month.MaxBy(peak => peak.Devices)!)
            .OrderByDescending(peak => peak.Month, StringComparer.Ordinal)];
    }

    private const string Upsert = """
        insert into device_peaks (month, devices, reached_at)
        values (@Month, @Devices, @ReachedAt)
        on conflict (month) do update
        set devices    = @Devices,
            reached_at = @ReachedAt
        where device_peaks.devices < @Devices
        """;

    private const string Newest = """
        select month,
               devices,
               reached_at
        from device_peaks
        where month > @since
        order by month desc
        limit 100
        """;

    private sealed record Row
    {
        public string Month { get; init; } = "";

        public long Devices { get; init; }

        public long ReachedAt { get; init; }
    }
}
