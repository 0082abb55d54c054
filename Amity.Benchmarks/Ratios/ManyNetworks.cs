using System.Diagnostics;
using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using Amity.Modules;
using Amity.Modules.Feeds;
using Amity.Modules.Networks;
using Amity.Modules.Posts;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Amity.Benchmarks.Ratios;

/// <summary>What networks cost that one process has: while all of them are in use, and after nobody has used them for a while.</summary>
internal static class ManyNetworks
{
    private const int Networks = 200;
    private const double Kilobyte = 1024;

    /// <summary>Shorter than the server's own, so that nobody waits; what is given back is the same.</summary>
    private static readonly TimeSpan IdleAfter = TimeSpan.FromSeconds(5);

    public static async Task Run(Report report, RatioOptions options)
    {
        report.Topic($"{Networks} networks in one process: threads, open files, memory");
        using var folder = new ScratchFolder();
        await using var services = new ServiceCollection()
            .AddAmity(amity => (amity.DataDirectory, amity.RateLimit.PermitsPerSecond) = (folder.Path, 0))
            .AddSingleton(new DatabaseOptions { Durability = Durability.Normal, IdleAfter = IdleAfter })
            .BuildServiceProvider();
        foreach (var hosted in services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(CancellationToken.None);
        }

        // What the first network brings along belongs to none of them: code, statements of the program, threads of the pool.
        await Use(services, services.GetRequiredService<INetworks>().Default.Id);
        var before = Held.Now(folder.Path);
        var administration = services.GetRequiredService<INetworkAdministration>();
        var ids = Enumerable.Range(0, Networks).Select(i => administration.Create($"Network {i}").NetworkId).ToList();
        var began = Stopwatch.GetTimestamp();
        foreach (var id in ids)
        {
            await Use(services, id);
        }

        var took = Stopwatch.GetElapsedTime(began);
        var open = Held.Now(folder.Path);
        while (Held.Files(folder.Path) > 0 && Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(2))
        {
            await Task.Delay(500);
        }

        var idle = Held.Now(folder.Path);
        began = Stopwatch.GetTimestamp();
        await Use(services, ids[Networks / 2]);
        var waking = Stopwatch.GetElapsedTime(began);

        Tell("before", before);
        Tell("all in use", open);
        Tell("all idle", idle);
        report.Figures("of each network: KB", new Dictionary<string, double>
        {
            ["managed, in use"] = (open.Managed - before.Managed) / Kilobyte / Networks,
            ["resident, in use"] = (open.Resident - before.Resident) / Kilobyte / Networks,
            ["managed, idle"] = (idle.Managed - before.Managed) / Kilobyte / Networks,
            ["resident, idle"] = (idle.Resident - before.Resident) / Kilobyte / Networks,
        });
        report.Figures("milliseconds", new Dictionary<string, double>
        {
            ["making and first use of one"] = took.TotalMilliseconds / Networks,
            ["waking one"] = waking.TotalMilliseconds,
        });
        report.Add(new Ratio("open files when all are idle / 1", [idle.OpenFiles], [1], Goal.AtMost(0)));
        report.Add(new Ratio("threads when all are idle / threads before", [idle.Threads], [before.Threads], Goal.AtMost(1.5)));
        report.Add(new Ratio("managed memory of one in use / 1 MB", [(open.Managed - before.Managed) / Networks], [Kilobyte * Kilobyte], Goal.AtMost(1)));

        void Tell(string when, Held held) => report.Figures(when, new Dictionary<string, double>
        {
            ["threads"] = held.Threads,
            ["open files"] = held.OpenFiles,
            ["managed MB"] = held.Managed / Kilobyte / Kilobyte,
            ["resident MB"] = held.Resident / Kilobyte / Kilobyte,
        });
    }

    /// <summary>A user is registered, writes, and reads a feed.</summary>
    private static async Task Use(IServiceProvider services, string networkId)
    {
        var caller = await services.GetRequiredService<ICallers>().User("alice", networkId: networkId);
        await Send(new CreatePost.Request { Caller = caller, TargetType = "user", TargetId = "alice", Data = new RawJson("""{"text":"Hello"}""") });
        await Send(new GetRankedFeed.Request { Caller = caller });

        async Task Send<TResponse>(AmityRequest<TResponse> request)
        {
            await using var scope = services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
        }
    }

    private sealed record Held(int Threads, int OpenFiles, double Managed, double Resident)
    {
        public static Held Now(string folder)
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
            var managed = GC.GetTotalMemory(forceFullCollection: true);
            using var process = Process.GetCurrentProcess();
            return new Held(process.Threads.Count, Files(folder), managed, process.WorkingSet64);
        }

        /// <summary>Of the folder but for its lock, where the system shows them; 0 elsewhere.</summary>
        public static int Files(string folder) => Directory.Exists("/proc/self/fd")
            ? Directory.GetFiles("/proc/self/fd")
                .Select(file => new FileInfo(file).LinkTarget ?? "")
                .Count(file => file.StartsWith(folder, StringComparison.Ordinal) && !file.EndsWith(".lock", StringComparison.Ordinal))
            : 0;
    }
}
