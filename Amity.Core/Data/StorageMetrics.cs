using System.Diagnostics.Metrics;

namespace Amity.Core.Data;

/// <summary>What operators see of the writers, all networks together.</summary>
public static class StorageMetrics
{
    public const string MeterName = "Amity.Storage";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Histogram<int> Batches = Meter.CreateHistogram<int>(
        "amity.storage.batch", "{write}", "Writes that shared one commit.");

    private static readonly Counter<int> LostWrites = Meter.CreateCounter<int>(
        "amity.storage.lost", "{write}", "Writes refused because their batch could not be stored.");

    private static readonly Counter<int> RefusedWrites = Meter.CreateCounter<int>(
        "amity.storage.refused", "{write}", "Writes refused because the queue was full or the database was stopping.");

    internal static void Committed(int writes)
    {
        if (writes > 0)
        {
            Batches.Record(writes);
        }
    }

    internal static void Lost(int writes) => LostWrites.Add(writes);

    internal static void Refused() => RefusedWrites.Add(1);
}
