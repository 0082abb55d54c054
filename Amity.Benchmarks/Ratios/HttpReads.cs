using Amity.Benchmarks.Contenders;
using Amity.Benchmarks.Load;

namespace Amity.Benchmarks.Ratios;

/// <summary>Authenticated reads through HTTP against an endpoint of bare Kestrel that answers the very same bytes out of memory.</summary>
internal static class HttpReads
{
    public static async Task Run(Report report, RatioOptions options)
    {
        await Run(report, options, ContendCommand.Server, "Reads through HTTP, against bare Kestrel with the same bytes");
        await Run(report, options, ContendCommand.Forgetful, "The same, each answer read from SQLite");
    }

    private static async Task Run(Report report, RatioOptions options, string server, string topic)
    {
        using var folder = new ScratchFolder();
        report.Topic(topic);
        report.Note(Wrk.IsHere ? "The goals are judged by wrk; the other clients are this process's own." : "wrk (a Debian package) is missing: the goals are judged by clients in this process.");
        await using var amity = await Contender.Start(server, folder.Inside("data"));
        var town = await Town.Build(amity, posts: 200);
        (string Name, string Path, Goal? Goal)[] reads =
        [
            ("constant", "/api/v3/network-settings/chat", Goal.AtLeast(0.85)),
            ("one-user", "/api/v3/users/user-7", null),
            ("one-post", $"/api/v3/posts/{town.Posts[7]}", Goal.AtLeast(0.8)),
            ("ranked-page", "/api/v5/me/global-feeds?options%5Blimit%5D=20", Goal.AtLeast(0.5)),
            ("page-of-20-posts", $"/api/v4/posts?targetType=community&targetId={town.Communities[0]}&options%5Blimit%5D=20", null),
        ];

        var fromMemory = server == ContendCommand.Server;
        var token = town.Tokens[0];
        using var api = new Api(amity);
        var answers = folder.Inside("answers");
        foreach (var (name, path, _) in reads)
        {
            await File.WriteAllBytesAsync(Path.Combine(answers, name), await api.Get(path, token));
        }

        await using var bare = await Contender.Start(ContendCommand.Bare, answers);
        foreach (var (name, path, goal) in reads)
        {
            var request = HttpRequests.Get(path, token);
            var bareRequest = HttpRequests.Get("/" + name, token);
            await HttpLoad.Warm(amity, [request]);
            await HttpLoad.Warm(bare, [bareRequest]);
            if (Wrk.IsHere)
            {
                var results = await Rounds.Of(
                    options.Rounds,
                    () => Wrk.Run(amity, path, token, 64, options.Window),
                    () => Wrk.Run(bare, "/" + name, token, 64, options.Window));
                Say(report, $"{name}, wrk, 64 connections", results[0], results[1], fromMemory ? goal : null);
            }

            foreach (var clients in (int[])[16, 64])
            {
                var results = await Rounds.Of(
                    options.Rounds,
                    () => HttpLoad.Run(amity, [request], clients, options.Window),
                    () => HttpLoad.Run(bare, [bareRequest], clients, options.Window));
                Say(report, $"{name}, {clients} clients", results[0], results[1], Wrk.IsHere || !fromMemory ? null : goal);
            }
        }
    }

    private static void Say(Report report, string what, IReadOnlyList<LoadResult> amity, IReadOnlyList<LoadResult> bare, Goal? goal)
    {
        report.Figures($"{what}, amity", LoadFigures.Of(amity));
        report.Figures($"{what}, bare", LoadFigures.Of(bare));
        report.Add(new Ratio($"{what}: requests a second", amity.Select(r => r.PerSecond), bare.Select(r => r.PerSecond), goal));
        report.Add(new Ratio($"{what}: requests a processor second", bare.Select(r => r.ServerMicros), amity.Select(r => r.ServerMicros)));
    }
}
