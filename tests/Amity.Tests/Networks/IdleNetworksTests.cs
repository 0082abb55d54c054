using System.Diagnostics;
using Amity.Modules.Networks;
using Amity.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Abstractions;

namespace Amity.Tests.Networks;

/// <summary>Memory and threads are the whole process's: nothing else may run meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

[Collection(Alone.Name)]
public sealed class IdleNetworksTests(ITestOutputHelper output)
{
    private const int Count = 30;

    [UnixFact]
    public async Task idle_networks_cost_neither_a_thread_nor_an_open_file_and_little_memory()
    {
        if (!Directory.Exists("/proc/self/fd"))
        {
            return;
        }

        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        await Use(amity, AmityHost.ApiKey);
        var administration = amity.Services.GetRequiredService<INetworkAdministration>();
        var networks = Enumerable.Range(0, Count).Select(i => administration.Create($"Shop {i}")).ToList();
        var (managedBefore, threadsBefore) = (GC.GetTotalMemory(forceFullCollection: true), Threads());
        foreach (var network in networks)
        {
            await Use(amity, network.ApiKey);
        }

        var (open, managedOpen) = (OpenFiles(amity).Count, GC.GetTotalMemory(forceFullCollection: true));
        Assert.True(open > 2 * Count, $"Only {open} files are open.");

        // They stay closed: what looks after the files must not open them to see whether they were closed.
        var until = Stopwatch.GetTimestamp();
        for (var closed = 0; closed < 8 && Stopwatch.GetElapsedTime(until) < TimeSpan.FromSeconds(90); closed = OpenFiles(amity).Count == 0 ? closed + 1 : 0)
        {
            // Again and again: what was still being done in the background was done at this time.
            clock.Advance(TimeSpan.FromSeconds(61));
            await Task.Delay(200);
        }

        Assert.Empty(OpenFiles(amity));
        var idle = GC.GetTotalMemory(forceFullCollection: true);
        output.WriteLine($"{Count} networks: {open} open files in use and 0 idle; {Kilobytes(managedOpen)} KB managed of each in use, {Kilobytes(idle)} KB idle; {threadsBefore} threads before, {Threads()} after.");
        Assert.True(Threads() < threadsBefore + Count, $"{Threads()} threads, {threadsBefore} before.");
        Assert.InRange(Kilobytes(managedOpen), 0, 2048);
        Assert.True(Kilobytes(idle) < 100, $"{Kilobytes(idle)} KB of each idle network.");
        await Use(amity, networks[7].ApiKey);

        long Kilobytes(long managed) => (managed - managedBefore) / Count / 1024;
    }

    private static async Task Use(AmityHost amity, string apiKey)
    {
        var session = (await amity.Register(new { userId = "alice", deviceId = "phone" }, apiKey: apiKey)).Ok();
        var alice = new Person(amity.Http, "alice", session.Text("accessToken"));
        (await alice.Post("/api/v4/posts", new { targetType = "user", targetId = "alice", data = new { text = "Hello" } })).Ok();
        (await alice.Get("/api/v5/me/global-feeds")).Ok();
    }

    private static int Threads()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }

    /// <summary>Those of the folder but the lock that keeps a second server off it.</summary>
    private static List<string> OpenFiles(AmityHost amity) =>
    [
        .. Directory.GetFiles("/proc/self/fd")
            .Select(file => new FileInfo(file).LinkTarget ?? "")
            .Where(file => file.StartsWith(amity.Folder, StringComparison.Ordinal) && !file.EndsWith(".lock", StringComparison.Ordinal)),
    ];
}
