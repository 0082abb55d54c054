using System.Diagnostics;
using Amity.Tests.Kit;
using Amity.Tests.Kit.Load;
using Xunit;
using Xunit.Abstractions;

namespace Amity.Tests.Host;

/// <summary>SIGKILL, at moments that nobody chose.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Clients = 12;

    [Fact]
    public async Task every_acknowledged_write_is_there_after_a_kill_and_none_is_there_by_half()
    {
        using var folder = new ScratchFolder();
        var (random, started) = (Deep.Chance(), Stopwatch.GetTimestamp());
        var (ledger, square, kills, readBack) = (new Ledger(), new Square(), Deep.Times(5, 60), 0);
        var users = Enumerable.Range(0, Clients).Select(i => $"user{i}").ToList();
        var clients = users.Select(user => new Client(user, [.. users.Where(other => other != user)], ledger, square, random.Next(), textLength: 0)).ToList();

        for (var kill = 1; kill <= kills; kill++)
        {
            await using var amity = await Serve(folder);
            readBack += await Verify(amity, folder, ledger, random, everything: false);
            var load = clients.Select(client => Task.Run(() => client.Run(amity, CancellationToken.None))).ToList();

            // As often among the first logins as with a log of many megabytes and its checkpoints.
            var (enough, cap) = (ledger.Acknowledged + (long)Math.Pow(10, random.NextDouble() * 3.5), DateTime.UtcNow.AddSeconds(4));
            while (ledger.Acknowledged < enough && DateTime.UtcNow < cap)
            {
                await Task.Delay(1);
            }

            await Task.Delay(random.Next(10));
            await amity.Kill();
            await Task.WhenAll(load);
        }

        await using var last = await Serve(folder);
        readBack += await Verify(last, folder, ledger, random, everything: true);
        Assert.True(ledger.Acknowledged > kills * Clients, "The load wrote next to nothing: this run shows nothing.");
        Deep.Say(output, $"kill -9: {kills} kills under {Clients} clients, {ledger.Acknowledged} acknowledged writes, 0 lost, 0 half written, " +
            $"{ledger.Unanswered} calls cut off, {readBack} items read back through the API, every counter as recounted, {Stopwatch.GetElapsedTime(started).TotalSeconds:n0} s");
    }

    [Fact]
    public async Task a_first_start_that_is_killed_is_made_up_for_by_the_next()
    {
        var random = Deep.Chance();
        var needed = await TimeToStart();
        for (var round = 0; round < Deep.Times(3, 40); round++)
        {
            using var folder = new ScratchFolder();
            for (var kill = 0; kill < 2; kill++)
            {
                using var process = AmityProgram.Start(
                    AmityProgram.Dll, folder.Path, new Dictionary<string, string>(), ["--urls", "http://127.0.0.1:0"], out _, out _);
                await Task.Delay(needed * (0.3 + (0.7 * random.NextDouble())));
                process.Kill();
                await process.WaitForExitAsync();
            }

            await using var amity = await AmityProcess.Serve(folder.Path);
            await amity.Login("alice");
            var note = await File.ReadAllLinesAsync(Path.Combine(folder.Data, "first-run.txt"));
            var serverKey = note.Single(line => line.StartsWith("Server key: ", StringComparison.Ordinal))["Server key: ".Length..];
            var token = await new Person(amity.Http, "", null, ("x-server-key", serverKey)).Get("/api/v3/authentication/token?userId=alice");
            Assert.Equal(43, token.Ok().GetValue<string>().Length);
            Assert.Contains($"API key:    {amity.ApiKey}", note);
            using var stored = StoredNetwork.Of(folder.Data);
            Assert.Empty(await stored.Wrong());
        }
    }

    private static async Task<TimeSpan> TimeToStart()
    {
        using var folder = new ScratchFolder();
        var started = Stopwatch.GetTimestamp();
        await using var amity = await AmityProcess.Serve(folder.Path);
        return Stopwatch.GetElapsedTime(started);
    }

    private static Task<AmityProcess> Serve(ScratchFolder folder) => AmityProcess.Serve(folder.Path, "--Amity:RateLimit:PermitsPerSecond", "0");

    private static async Task<int> Verify(AmityProcess amity, ScratchFolder folder, Ledger ledger, Random random, bool everything)
    {
        using var stored = StoredNetwork.Of(folder.Data);
        Assert.Empty(await ledger.Wrong(stored, everything));
        Assert.Empty(await stored.Wrong());
        return await ledger.ReadBack(amity.Http, random, most: everything ? 1000 : 100);
    }
}
