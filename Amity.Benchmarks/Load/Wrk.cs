using System.Diagnostics;
using System.Globalization;
using Amity.Benchmarks.Contenders;

namespace Amity.Benchmarks.Load;

/// <summary>The load generator wrk (a Debian package), which takes less of the machine than a client in this process would.</summary>
internal static class Wrk
{
    public static bool IsHere { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "wrk")));

    /// <summary>One thread that keeps so many connections busy; requests a second and processor time of the server are what it tells.</summary>
    public static async Task<LoadResult> Run(Contender server, string path, string token, int connections, TimeSpan window)
    {
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true };
        string[] arguments =
        [
            "-t1",
            string.Create(CultureInfo.InvariantCulture, $"-c{connections}"),
            string.Create(CultureInfo.InvariantCulture, $"-d{Math.Max(1, (int)Math.Ceiling(window.TotalSeconds))}s"),
            "-H",
            $"Authorization: Bearer {token}",
            new Uri(server.Address, path).AbsoluteUri,
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        var before = server.ProcessorTime;
        using var wrk = Process.Start(start)!;
        var said = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        var serverTime = server.ProcessorTime - before;
        var (perSecond, all) = (Figure(said, "Requests/sec:"), Figure(said, " requests in", isBefore: true));
        return new LoadResult(
            perSecond, double.NaN, double.NaN, serverTime.TotalMicroseconds / all, double.NaN, (int)Figure(said, "Non-2xx or 3xx responses:"));
    }

    /// <summary>The number after these words, or before them on their line; 0 where they are missing.</summary>
    private static double Figure(string said, string words, bool isBefore = false)
    {
        var line = said.Split('\n').FirstOrDefault(line => line.Contains(words, StringComparison.Ordinal));
        if (line is null)
        {
            return 0;
        }

        var at = line.IndexOf(words, StringComparison.Ordinal);
        return double.Parse(isBefore ? line[..at] : line[(at + words.Length)..], CultureInfo.InvariantCulture);
    }
}
