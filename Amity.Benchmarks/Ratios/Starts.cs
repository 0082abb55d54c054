using System.Diagnostics;
using Amity.Benchmarks.Contenders;
using Amity.Benchmarks.Load;

namespace Amity.Benchmarks.Ratios;

/// <summary>
/// The second start on an empty network, up to the first answer, and what the idle server holds of the machine's memory: against bare
/// Kestrel that runs on an installed framework. The published file is measured when scripts/publish has made it.
/// </summary>
internal static class Starts
{
    private const string Published = "publish/linux-x64/amity";
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);

    public static async Task Run(Report report, RatioOptions options)
    {
        using var folder = new ScratchFolder();
        report.Topic("Start on existing data to the first answer, and idle memory");
        var data = folder.Inside("data");
        var answers = folder.Inside("answers");
        await File.WriteAllTextAsync(Path.Combine(answers, "healthz"), "ok");
        Func<Process> server = () => Contender.Launch(ContendCommand.Server, data);
        Func<Process> bare = () => Contender.Launch(ContendCommand.Bare, answers);
        await Start(server, TimeSpan.Zero);

        var contenders = new List<(string Name, Func<Process> Launch)> { ("bare Kestrel", bare), ("the server, framework-dependent", server) };
        if (File.Exists(Published))
        {
            contenders.Add(("the published file", () => TheFile(Path.GetFullPath(Published), data)));
        }
        else
        {
            report.Note($"{Published} is not there: scripts/publish makes it.");
        }

        var starts = await Rounds.Of(2 * options.Rounds, [.. contenders.Select(who => (Func<Task<Started>>)(() => Start(who.Launch, TimeSpan.Zero)))]);
        var idle = await Rounds.Of(1, [.. contenders.Select(who => (Func<Task<Started>>)(() => Start(who.Launch, Settled)))]);
        for (var i = 0; i < contenders.Count; i++)
        {
            report.Figures(contenders[i].Name, new Dictionary<string, double>
            {
                ["ms to the first answer"] = Ratio.MedianOf(starts[i].Select(start => start.Milliseconds)),
                ["MB idle"] = Ratio.MedianOf(idle[i].Select(start => start.Megabytes)),
            });
        }

        for (var i = 1; i < contenders.Count; i++)
        {
            var isPublished = contenders.Count > 2 && i == 2;
            report.Add(new Ratio(
                $"{contenders[i].Name}: start", starts[i].Select(start => start.Milliseconds), starts[0].Select(start => start.Milliseconds), isPublished ? Goal.AtMost(0.75) : null));
            report.Add(new Ratio(
                $"{contenders[i].Name}: idle memory", idle[i].Select(start => start.Megabytes), idle[0].Select(start => start.Megabytes), Goal.AtMost(1.3)));
        }
    }

    /// <summary>Starts, asks, stays idle for a while when told to, and ends.</summary>
    private static async Task<Started> Start(Func<Process> launch, TimeSpan idle)
    {
        var began = Stopwatch.GetTimestamp();
        using var process = launch();
        string? line;
        int at;
        do
        {
            line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("It did not start.");
            at = line.IndexOf("http://", StringComparison.Ordinal);
        }
        while (at < 0);
        using (var connection = await HttpConnection.Open(new Uri(line[at..])))
        {
            if (!await connection.Succeeds(HttpRequests.Get("/healthz")))
            {
                throw new InvalidOperationException("Its first answer was none.");
            }
        }

        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        await Task.Delay(idle);
        process.Refresh();
        var megabytes = process.WorkingSet64 / 1024.0 / 1024.0;
        process.Kill();
        await process.WaitForExitAsync();
        return new Started(took, megabytes);
    }

    private static Process TheFile(string file, string data)
    {
        var start = new ProcessStartInfo(file) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["--urls", "http://127.0.0.1:0", "--Amity:DataDirectory", data])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private sealed record Started(double Milliseconds, double Megabytes);
}
