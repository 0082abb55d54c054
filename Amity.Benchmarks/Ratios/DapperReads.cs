using Amity.Benchmarks.Contenders;
using Amity.Benchmarks.Load;

namespace Amity.Benchmarks.Ratios;

/// <summary>One post, read from SQLite for each request and with all that its answer shows, against the same read with Dapper on pooled connections.</summary>
internal static class DapperReads
{
    public static async Task Run(Report report, RatioOptions options)
    {
        using var folder = new ScratchFolder();
        report.Topic("One post from SQLite, against Dapper on pooled connections");
        await using var amity = await Contender.Start(ContendCommand.Forgetful, folder.Inside("data"));
        var town = await Town.Build(amity, posts: 200);
        var (post, token) = (town.Posts[7], town.Tokens[0]);
        var path = $"/api/v3/posts/{post}";
        using var api = new Api(amity);
        var other = folder.Inside("dapper");
        await File.WriteAllBytesAsync(Path.Combine(other, DapperContender.Answer), await api.Get(path, token));
        foreach (var file in Directory.EnumerateFiles(folder.Inside("data"), DapperContender.Database + "*", SearchOption.AllDirectories).Where(IsData))
        {
            File.Copy(file, Path.Combine(other, Path.GetFileName(file)));
        }

        await using var dapper = await Contender.Start(ContendCommand.Dapper, other);
        var ours = HttpRequests.Get(path, token);
        var theirs = HttpRequests.Get($"/posts/{post}/user-0", token);
        await HttpLoad.Warm(amity, [ours]);
        await HttpLoad.Warm(dapper, [theirs]);
        var results = await Rounds.Of(
            options.Rounds, () => HttpLoad.Run(amity, [ours], 64, options.Window), () => HttpLoad.Run(dapper, [theirs], 64, options.Window));
        report.Figures("one-post, 64 clients, amity", LoadFigures.Of(results[0]));
        report.Figures("one-post, 64 clients, dapper", LoadFigures.Of(results[1]));
        report.Add(new Ratio("one-post, 64 clients: requests a second", results[0].Select(r => r.PerSecond), results[1].Select(r => r.PerSecond), Goal.AtLeast(1.6)));
    }

    // The log goes with the database; its index is made anew.
    private static bool IsData(string file) => !file.EndsWith("-shm", StringComparison.Ordinal);
}
