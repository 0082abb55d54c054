using Amity.Core.Data;

namespace Amity.Modules.Realtime;

/// <summary>The most devices that were connected at a time, month by month.</summary>
internal static class DevicePeaks
{
    private const int Most = 24;

    /// <summary>Stores the peaks that have grown; what was stored by an earlier process stays where it is higher.</summary>
    public static async Task Store(Connections connections)
    {
        foreach (var (network, peak) in connections.NewPeaks())
        {
            await network.Database.Write(tx => tx.Run(Upsert, new { peak.Month, peak.Devices, peak.ReachedAt }));
        }
    }

    /// <summary>Those of the last two years, the newest first; <paramref name="current"/> may not be stored yet.</summary>
    public static async Task<IReadOnlyList<DevicePeak>> Of(IRead read, DevicePeak? current)
    {
        var stored = (await read.Many<Row>(Newest, new { most = Most })).Select(row => new DevicePeak(row.Month, row.Devices, row.ReachedAt));
        return [.. stored
            .Concat(current is { Devices: > 0 } ? [current] : [])
            .GroupBy(peak => peak.Month)
            .Select(month => month.MaxBy(peak => peak.Devices)!)
            .OrderByDescending(peak => peak.Month, StringComparer.Ordinal)
            .Take(Most)];
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
        order by month desc
        limit @most
        """;

    private sealed record Row
    {
        public string Month { get; init; } = "";

        public long Devices { get; init; }

        public long ReachedAt { get; init; }
    }
}
