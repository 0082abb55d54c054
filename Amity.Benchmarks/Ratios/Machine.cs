using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Amity.Benchmarks.Ratios;

/// <summary>What the figures were made on.</summary>
internal static class Machine
{
    public static string Describe() =>
        $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {Load()}";

    /// <summary>
    /// The median time in milliseconds that 4 KB need to become durable in this folder. It decides what sharing a commit is worth: in
    /// memory, or on a disk that does not flush, next to nothing.
    /// </summary>
    public static double FlushMilliseconds(string folder)
    {
        var page = new byte[4096];
        var times = new List<double>();
        using var file = new FileStream(
            Path.Combine(folder, "flush"), new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose, BufferSize = 0 });
        for (var i = 0; i < 200; i++)
        {
            file.Write(page);
            var started = Stopwatch.GetTimestamp();
            file.Flush(flushToDisk: true);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return Ratio.MedianOf(times);
    }

    private static string Load() => File.Exists("/proc/loadavg")
        ? "load " + File.ReadAllText("/proc/loadavg").Split(' ')[0].ToString(CultureInfo.InvariantCulture)
        : "load unknown";
}
