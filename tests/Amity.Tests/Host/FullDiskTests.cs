using System.Diagnostics;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Amity.Tests.Kit.Load;
using Xunit;
using Xunit.Abstractions;

namespace Amity.Tests.Host;

/// <summary>The disk of the data folder fills up while people write, and gets room again.</summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    private const int Clients = 8;
    private const int Megabytes = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [SmallDiskFact("tmpfs")]
    public Task a_full_disk_refuses_writes_loses_none_and_serves_again_when_there_is_room() => FillAndFree("tmpfs");

    [SmallDiskFact("ext4")]
    public Task a_full_disk_of_ext4_refuses_writes_loses_none_and_serves_again_when_there_is_room() => FillAndFree("ext4");

    [SmallDiskFact("tmpfs")]
    public async Task a_server_that_is_killed_on_a_full_disk_has_everything_when_there_is_room()
    {
        using var disk = SmallDisk.Mount("tmpfs", Megabytes, ballastPieces: 2);
        using var folder = new ScratchFolder();
        var (random, ledger, kills) = (Deep.Chance(), new Ledger(), Deep.Times(2, 10));
        var clients = Load(ledger, random);
        for (var kill = 1; kill <= kills; kill++)
        {
            await using var amity = await Serve(folder, disk);
            var load = clients.Select(client => Task.Run(() => client.Run(amity, CancellationToken.None))).ToList();
            await Until(() => ledger.Refused > kill * 50, "the disk is full");
            await amity.Kill();
            await Task.WhenAll(load);
        }

        disk.ThrowOffBallast();
        disk.ThrowOffBallast();
        await using var again = await Serve(folder, disk);
        await Verify(again, disk, ledger, random, everything: true);
        (await (await again.Login("somebody new")).Put("/api/v3/users", new { userId = "somebody new", displayName = "There is room" })).Ok();
        Deep.Say(output, $"kill -9 on a full disk: {kills} kills, {ledger.Acknowledged} acknowledged writes, 0 lost, {ledger.Refused} refused with 503");
    }

    /// <summary>
    /// What SQLite maps into memory must have its room before it is written to. Blocks of 1,024 bytes, which ext4 gives small disks, leave
    /// gaps in what SQLite allocates.
    /// </summary>
    [SmallDiskFact("ext4")]
    public async Task a_server_that_has_next_to_no_room_to_start_in_says_so_or_serves()
    {
        using var disk = SmallDisk.Mount("ext4", Megabytes);
        using var folder = new ScratchFolder();
        await using (var first = await Serve(folder, disk))
        {
            (await Write(await first.Login("witness"), "Written while there was room")).Ok();
            Assert.Equal(0, await first.Stop());
        }

        var served = 0;
        foreach (var kilobytes in Enumerable.Range(0, 20).Select(step => step * 8))
        {
            disk.FillBut(kilobytes * 1024);
            var token = await AmityProgram.Run(
                folder.Path, "admin-token", "--Amity:DataDirectory", Path.Combine(disk.Path, "data"));
            Assert.True(token.ExitCode is 0 or 1, $"With {kilobytes} KB of room: ended with {token.ExitCode}. {token.Errors}");
            served += token.ExitCode == 0 ? 1 : 0;
        }

        Assert.True(served > 0, "A hundred and fifty kilobytes of room were not enough for one token.");
    }

    private async Task FillAndFree(string kind)
    {
        var started = Stopwatch.GetTimestamp();
        var (random, ledger, rounds) = (Deep.Chance(), new Ledger(), Deep.Times(2, 5));
        using var disk = SmallDisk.Mount(kind, Megabytes, ballastPieces: rounds + 1);
        using var folder = new ScratchFolder();
        await using var amity = await Serve(folder, disk);
        var clients = Load(ledger, random);
        var witness = await amity.Login("witness");
        var post = (await Write(witness, "Written while there was room")).Ok().First("posts").Text("postId");

        for (var round = 0; round < rounds; round++)
        {
            using var stop = new CancellationTokenSource();
            var load = clients.Select(client => Task.Run(() => client.Run(amity, stop.Token))).ToList();
            var refused = ledger.Refused;
            await Until(() => ledger.Refused > refused + 200, "the disk is full");

            // Now that it is full: who only reads does not notice.
            Assert.Equal("ok", await amity.Http.GetStringAsync("/healthz"));
            Assert.Equal("ready", await amity.Http.GetStringAsync("/readyz"));
            Assert.Equal("Written while there was room", (await witness.Get($"/api/v3/posts/{post}")).Ok().First("posts")["data"]!.Text("text"));
            Assert.NotEmpty((await witness.Get("/api/v5/me/global-feeds")).Ok().All("posts", "postId"));
            await Task.WhenAll(Enumerable.Range(0, 32).Select(async _ => (await witness.Get("/api/v3/users?sortBy=displayName")).Ok()));
            await stop.CancelAsync();
            await Task.WhenAll(load);
            await Verify(amity, disk, ledger, random, everything: false);

            // A longer text than the room that is left.
            await Until(
                async () => await Write(witness, new string('x', 50_000)) is { Status: not 200 } answer && answer.Refused(ErrorKind.Busy) is not null,
                "no long text fits any more");

            disk.ThrowOffBallast();
            var acknowledged = ledger.Acknowledged;
            using var room = new CancellationTokenSource();
            load = [.. clients.Select(client => Task.Run(() => client.Run(amity, room.Token)))];
            await Until(
                () => ledger.Acknowledged > acknowledged + (2 * Clients),
                () => $"the server writes again: {ledger.Acknowledged - acknowledged} writes, {disk.FreeBytes} bytes free");
            await room.CancelAsync();
            await Task.WhenAll(load);
            await Verify(amity, disk, ledger, random, everything: false);
        }

        // It may be full again, and then has no room to start in either.
        Assert.Equal(0, await amity.Stop());
        disk.ThrowOffBallast();
        await using var again = await Serve(folder, disk);
        await Verify(again, disk, ledger, random, everything: true);
        Deep.Say(output, $"full disk ({kind}, {Megabytes} MB): filled {rounds} times, {ledger.Acknowledged} acknowledged writes, 0 lost, " +
            $"{ledger.Refused} refused with 503 and none of those stored, served again after each, {Stopwatch.GetElapsedTime(started).TotalSeconds:n0} s");
    }

    private static List<Client> Load(Ledger ledger, Random random)
    {
        var (users, square) = (Enumerable.Range(0, Clients).Select(i => $"user{i}").ToList(), new Square());
        return [.. users.Select(user => new Client(user, [.. users.Where(other => other != user)], ledger, square, random.Next(), textLength: 20_000))];
    }

    private static Task<AmityProcess> Serve(ScratchFolder folder, SmallDisk disk) => AmityProcess.Serve(
        folder.Path, "--Amity:RateLimit:PermitsPerSecond", "0", "--Amity:DataDirectory", Path.Combine(disk.Path, "data"));

    private static Task<Answer> Write(Person person, string text) =>
        person.Post("/api/v4/posts", new { data = new { text }, tags = new[] { "crash", "test" } });

    private static async Task Verify(AmityProcess amity, SmallDisk disk, Ledger ledger, Random random, bool everything)
    {
        using var stored = StoredNetwork.Of(Path.Combine(disk.Path, "data"));
        Assert.Empty(await ledger.Wrong(stored, everything));
        Assert.Empty(await stored.Wrong());
        await ledger.ReadBack(amity.Http, random, most: 100);
    }

    private static Task Until(Func<bool> done, string what) => Until(() => Task.FromResult(done()), () => what);

    private static Task Until(Func<bool> done, Func<string> what) => Until(() => Task.FromResult(done()), what);

    private static Task Until(Func<Task<bool>> done, string what) => Until(done, () => what);

    private static async Task Until(Func<Task<bool>> done, Func<string> what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await done())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"It never came to it that {what()}.");
            await Task.Delay(10);
        }
    }
}
