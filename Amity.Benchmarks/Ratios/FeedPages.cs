using System.Diagnostics;
using Amity.Benchmarks.Contenders;
using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Ranking;
using Amity.Modules;
using Amity.Modules.Feeds;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Benchmarks.Ratios;

/// <summary>
/// Pages of a ranked feed of a million posts from ten thousand sources: from the index, from PostgreSQL and from SQLite. All three are given
/// the viewer's sources (SQLite finds them by the follows), and answer the ids of the page; that they answer the same is looked at first.
/// </summary>
internal static class FeedPages
{
    private static readonly (int Sources, double OverPostgres, double? OverSqlite)[] Sizes = [(10, 50, null), (100, 150, null), (1000, 150, 400)];

    public static async Task Run(Report report, RatioOptions options)
    {
        report.Topic("Ranked feed, 1,000,000 posts of 10,000 sources");
        using var folder = new ScratchFolder();
        await using var services = new ServiceCollection()
            .AddAmity(amity =>
            {
                amity.DataDirectory = folder.Inside("data");
                amity.Storage.Durability = Durability.Normal;
            })
            .BuildServiceProvider();
        var network = services.GetRequiredService<INetworks>().Default;
        var town = new FeedTown(sources: 10_000, postsOfEach: 100);
        await town.Fill(network.Database, [.. Sizes.Select(size => size.Sources)]);
        var index = await Build(report, network, services.GetRequiredService<FeedIndexes>(), town);
        Shape(report, options, index, town);
        await Compare(report, options, network.Database, index, town);
    }

    private static async Task<FeedIndex> Build(Report report, Network network, FeedIndexes indexes, FeedTown town)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var started = Stopwatch.GetTimestamp();
        await indexes.Ready(network, RankingWeights.Documented);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)town.Posts;
        report.Figures("built from the rows", new Dictionary<string, double> { ["seconds"] = seconds, ["posts a second"] = town.Posts / seconds, ["bytes a post"] = bytes });
        report.Add(new Ratio("memory: bytes a post, of 32", [bytes], [32], Goal.AtMost(1)));
        report.Add(new Ratio("build: posts a second, of 1,000,000", [town.Posts / seconds], [1e6], Goal.AtLeast(1)));
        return indexes.Of(network, RankingWeights.Documented)!;
    }

    /// <summary>What a page costs by its depth, by how many posts there are, and now and then.</summary>
    private static void Shape(Report report, RatioOptions options, FeedIndex index, FeedTown town)
    {
        foreach (var (size, _, _) in Sizes)
        {
            var viewers = Viewers(index, town, size);
            Measure(() => First(index, viewers), options.Window / 4);
            var times = Measure(() => First(index, viewers), options.Window).Order().ToArray();
            var (p50, p99) = (times[times.Length / 2], times[times.Length * 99 / 100]);
            report.Figures($"first page of {size} sources", new Dictionary<string, double> { ["p50 us"] = p50, ["p99 us"] = p99 });
            report.Add(new Ratio($"{size} sources: p99 of p50", [p99], [p50], Goal.AtMost(5)));
        }

        var (deeper, wider) = (Filled(10_000), Filled(100_000));
        var (few, same, spread) = (Viewers(index, town, 1000), Viewers(deeper, town, 1000), Viewers(wider, new FeedTown(100_000, 100), 1000));
        var fiftieth = few.Select(sources => Fiftieth(index, sources)).ToArray();
        var turn = 0;
        var rounds = Enumerable.Range(0, options.Rounds).Select(_ => (
            First: Mean(() => First(index, few), options.Window),
            Deeper: Mean(() => First(deeper, same), options.Window),
            Wider: Mean(() => First(wider, spread), options.Window),
            Fiftieth: Mean(
                () =>
                {
                    var at = turn++ % few.Length;
                    index.Page(few[at], FeedOrder.Ranked, fiftieth[at]);
                },
                options.Window))).ToArray();
        report.Add(new Ratio("1000 sources: time, each with ten times the posts", rounds.Select(round => round.Deeper), rounds.Select(round => round.First), Goal.AtMost(1.3)));
        report.Add(new Ratio("1000 sources: time, of ten times as many", rounds.Select(round => round.Wider), rounds.Select(round => round.First)));
        report.Add(new Ratio("1000 sources: time of page 50 of page 1", rounds.Select(round => round.Fiftieth), rounds.Select(round => round.First), Goal.AtMost(3)));
    }

    private static async Task Compare(Report report, RatioOptions options, Database database, FeedIndex index, FeedTown town)
    {
        var sqlite = new FeedOfSqlite(database);
        if (!PostgresServer.IsInstalled)
        {
            report.Note("PostgreSQL 15 is not installed: there is nothing to compare with but SQLite.");
        }

        await using var server = PostgresServer.IsInstalled ? await PostgresServer.Start() : null;
        var postgres = server is null ? null : new FeedOfPostgres(server);
        if (postgres is not null)
        {
            using var read = database.Read();
            await postgres.Load(read, town);
        }

        foreach (var (size, overPostgres, overSqlite) in Sizes)
        {
            var viewers = Viewers(index, town, size);
            int[][] walls = [.. Enumerable.Range(0, FeedTown.Viewers).Select(viewer => town.Followed(viewer, size).ToArray())];
            var turn = 0;
            for (var viewer = 0; viewer < FeedTown.Viewers; viewer++)
            {
                var ours = index.Page(viewers[viewer], FeedOrder.Ranked, FirstPage)!.Posts.Select(post => post.Id).ToList();
                Demand(ours, await sqlite.Page(FeedTown.Viewer(viewer, size)), "SQLite");
                Demand(ours, postgres is null ? ours : await postgres.Page(walls[viewer]), "PostgreSQL");
            }

            var results = await Rounds.Of(
                options.Rounds,
                () => Task.FromResult(Mean(() => First(index, viewers), options.Window)),
                () => Mean(() => sqlite.Page(FeedTown.Viewer(turn++ % FeedTown.Viewers, size)), options.Window),
                () => postgres is null ? Task.FromResult(0.0) : Mean(() => postgres.Page(walls[turn++ % FeedTown.Viewers]), options.Window));
            report.Figures($"first page of {size} sources, microseconds", new Dictionary<string, double>
            {
                ["index"] = Ratio.MedianOf(results[0]),
                ["sqlite"] = Ratio.MedianOf(results[1]),
                ["postgresql"] = Ratio.MedianOf(results[2]),
            });
            if (postgres is not null)
            {
                report.Add(new Ratio($"{size} sources: times as fast as PostgreSQL", results[2], results[0], Goal.AtLeast(overPostgres)));
            }

            report.Add(new Ratio($"{size} sources: times as fast as SQLite", results[1], results[0], overSqlite is { } goal ? Goal.AtLeast(goal) : null));
        }

        report.Note($"The first pages of {FeedTown.Viewers * Sizes.Length} viewers were the same from all of them.");
    }

    private static readonly FeedPlace FirstPage = new() { Instant = FeedTown.Instant, Size = 20 };

    private static int next;

    private static void First(FeedIndex index, int[][] viewers) => index.Page(viewers[next++ % viewers.Length], FeedOrder.Ranked, FirstPage);

    private static FeedPlace Fiftieth(FeedIndex index, int[] sources)
    {
        var place = FirstPage;
        for (var page = 1; page < 50; page++)
        {
            place = place with { Cursor = index.Page(sources, FeedOrder.Ranked, place)!.Posts[^1] };
        }

        return place;
    }

    private static int[][] Viewers(FeedIndex index, FeedTown town, int many) =>
        [.. Enumerable.Range(0, FeedTown.Viewers).Select(viewer => town.Followed(viewer, many).Select(wall => index.Find(FeedTown.FeedId(wall))).ToArray())];

    /// <summary>
    /// An index of the same town made without a database, with more sources, or with more posts of each: the newest are the same, and those
    /// alone are kept, so that it says the same of any number.
    /// </summary>
    private static FeedIndex Filled(int sources)
    {
        var index = new FeedIndex(RankingWeights.Documented, 20, 4);
        for (var source = 0; source < sources; source++)
        {
            var change = index.Change();
            change.Replace(FeedTown.FeedId(source), [.. Enumerable.Range(0, 24).Select(k =>
            {
                var i = ((long)k * sources) + source;
                var created = FeedTown.Instant - (k * 77_760_000L) - (i * 7919 % 77_760_000);
                var isSilent = i % 3 == 0;
                return new FeedPost
                {
                    Id = $"{created:x12}{i:x12}",
                    CreatedAt = created,
                    EditedAt = created,
                    Comments = isSilent ? 0 : i * 40503 % 8,
                    Reactions = isSilent ? 0 : i * 7907 % 50,
                };
            })]);
            change.Publish();
        }

        return index;
    }

    private static void Demand(List<string> ours, List<string> theirs, string who)
    {
        if (!ours.SequenceEqual(theirs))
        {
            throw new InvalidOperationException($"{who} answers another page than the index.");
        }
    }

    private static List<double> Measure(Action page, TimeSpan window)
    {
        var times = new List<double>();
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < window)
        {
            var begun = Stopwatch.GetTimestamp();
            page();
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMicroseconds);
        }

        return times;
    }

    private static double Mean(Action page, TimeSpan window)
    {
        var (pages, started) = (0, Stopwatch.GetTimestamp());
        do
        {
            page();
            pages++;
        }
        while (Stopwatch.GetElapsedTime(started) < window);
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / pages;
    }

    private static async Task<double> Mean(Func<Task> page, TimeSpan window)
    {
        var (pages, started) = (0, Stopwatch.GetTimestamp());
        do
        {
            await page();
            pages++;
        }
        while (Stopwatch.GetElapsedTime(started) < window);
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / pages;
    }
}
