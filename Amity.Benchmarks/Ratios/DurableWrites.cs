using System.Text.Json;
using Amity.Benchmarks.Contenders;
using Amity.Benchmarks.Load;

namespace Amity.Benchmarks.Ratios;

/// <summary>
/// Acknowledged durable writes through HTTP, posts in communities: the server, whose writes share commits, against itself with one
/// transaction a write, and against an endpoint as one would write it without a writer.
/// </summary>
internal static class DurableWrites
{
    public static async Task Run(Report report, RatioOptions options)
    {
        using var folder = new ScratchFolder();
        report.Topic("Durable writes through HTTP, group commit against one transaction a write");
        report.Note($"4 KB are durable on this disk after {Machine.FlushMilliseconds(folder.Path):0.00} ms (median). Under 0.1 ms sharing a commit is worth little.");

        await using var shared = await Contender.Start(ContendCommand.Server, folder.Inside("shared"));
        await using var alone = await Contender.Start(ContendCommand.Alone, folder.Inside("alone"));
        await using var plain = await Contender.Start(ContendCommand.PlainWrites, folder.Inside("plain"));
        var sharedWrites = await Posts(shared);
        var aloneWrites = await Posts(alone);
        var plainWrites = Requests(PlainWritesContender.Path, i => $"community-{i}", _ => null);

        await HttpLoad.Warm(shared, sharedWrites);
        await HttpLoad.Warm(alone, aloneWrites);
        await HttpLoad.Warm(plain, plainWrites);
        foreach (var clients in (int[])[1, 16, 64, 256])
        {
            var results = await Rounds.Of(
                options.Rounds,
                () => HttpLoad.Run(shared, sharedWrites, clients, options.Window),
                () => HttpLoad.Run(alone, aloneWrites, clients, options.Window),
                () => HttpLoad.Run(plain, plainWrites, clients, options.Window));
            Say(report, clients, results[0], results[1], results[2]);
        }
    }

    private static void Say(Report report, int clients, IReadOnlyList<LoadResult> shared, IReadOnlyList<LoadResult> alone, IReadOnlyList<LoadResult> plain)
    {
        var at = clients == 1 ? "1 client" : $"{clients} clients";
        report.Figures($"{at}, group commit", LoadFigures.Of(shared));
        report.Figures($"{at}, one transaction a write", LoadFigures.Of(alone));
        report.Figures($"{at}, plain endpoint", LoadFigures.Of(plain));
        report.Add(new Ratio(
            $"{at}: writes a second against one transaction a write", shared.Select(r => r.PerSecond), alone.Select(r => r.PerSecond),
            clients switch { 64 => Goal.AtLeast(6.5), 1 => Goal.AtLeast(1), _ => null }));
        report.Add(new Ratio($"{at}: p99 against one transaction a write", shared.Select(r => r.P99), alone.Select(r => r.P99), clients == 64 ? Goal.AtMost(0.1) : null));
        report.Add(new Ratio($"{at}: writes a second against a plain endpoint", shared.Select(r => r.PerSecond), plain.Select(r => r.PerSecond)));
        report.Add(new Ratio($"{at}: p99 against a plain endpoint", shared.Select(r => r.P99), plain.Select(r => r.P99)));
    }

    private static async Task<byte[][]> Posts(Contender server)
    {
        var town = await Town.Build(server);
        return Requests("/api/v4/posts", i => town.Communities[i], user => town.Tokens[user]);
    }

    /// <summary>One request of each user; an eighth of them meet in one row, the counter of a community.</summary>
    private static byte[][] Requests(string path, Func<int, string> community, Func<int, string?> token) =>
        [.. Enumerable.Range(0, Town.Users).Select(user =>
            HttpRequests.Send("POST", path, JsonSerializer.Serialize(Town.Post(community(user % Town.CommunityCount))), token(user)))];
}
