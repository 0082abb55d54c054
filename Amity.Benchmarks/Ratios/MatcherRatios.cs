using System.Diagnostics;
using System.Text.RegularExpressions;
using Amity.Benchmarks.Matching;
using Amity.Core.Matching;

namespace Amity.Benchmarks.Ratios;

/// <summary>
/// The blocklist matcher against Hyperscan, RE2::Set and what the framework offers, in one process and on one thread. All begin with a .NET
/// string and end with the first hit; the native ones convert to UTF-8 first, with the framework's converter.
/// </summary>
internal static class MatcherRatios
{
    private const int Patterns = 1000;

    // Hyperscan needs some twenty seconds for 10,000 rules, and for more of them longer than anybody waits.
    private const int MostOfHyperscan = 10_000;

    private static readonly int[] Sizes = [100, 1_000, 10_000, 100_000];

    public static async Task Run(Report report, RatioOptions options)
    {
        using var folder = new ScratchFolder();
        report.Topic("Blocklist matcher, texts a second; clean chat, and chat with one hit");
        var hyperscan = NativeMatcher.Build("hyperscan", "hs", folder.Path);
        var re2 = NativeMatcher.Build("re2set", "re2", folder.Path);
        report.Note(hyperscan is null ? $"Hyperscan takes part up to {MostOfHyperscan} rules; its word boundaries know ASCII only." : $"Hyperscan cannot be built: {hyperscan}");
        report.Note(re2 is null ? "RE2::Set takes part; its word boundaries know ASCII only." : $"RE2::Set cannot be built: {re2}");
        foreach (var size in Sizes)
        {
            await Words(report, options, size, hyperscan is null && size <= MostOfHyperscan, re2 is null);
        }

        await Expressions(report, options);
    }

    private static async Task Words(Report report, RatioOptions options, int size, bool withHyperscan, bool withRe2)
    {
        var workload = Workload.Of(size);
        Ready(report, workload.Rules, size);
        var set = RuleSet.Build(workload.Rules);
        var framework = new SearchValuesMatcher(workload.Rules);
        using var hyperscan = withHyperscan ? NativeMatcher.Hyperscan(workload.Rules) : null;
        using var re2 = withRe2 ? NativeMatcher.Re2(workload.Rules) : null;
        foreach (var (length, texts) in workload.Texts)
        {
            foreach (var (kind, some) in (IEnumerable<(string, string[])>)[("clean", texts.Clean), ("hit", texts.Hit)])
            {
                var contenders = new List<(string Name, Func<string, bool> IsHit)> { ("amity", text => set.TryFind(text, out _)), ("SearchValues", text => framework.IsHit(text)) };
                Add(contenders, "Hyperscan", hyperscan);
                Add(contenders, "RE2::Set", re2);
                contenders.RemoveAll(contender => !Agrees(report, contender.Name, contender.IsHit, some, kind == "hit", $"{size} words, {length}, {kind}"));
                var results = await Rounds.Of(options.Rounds, [.. contenders.Select(contender => (Func<Task<double>>)(() => Task.FromResult(PerSecond(contender.IsHit, some, options.Window))))]);
                var name = $"{size} words, {length} characters, {kind}";
                report.Figures(name, contenders.Select((contender, i) => (contender.Name, Rate: Ratio.MedianOf(results[i]) * length / 1e6)).ToDictionary(figure => $"{figure.Name} M/s", figure => figure.Rate));
                var native = Enumerable.Range(2, contenders.Count - 2).OrderByDescending(i => Ratio.MedianOf(results[i])).FirstOrDefault();
                if (native > 0)
                {
                    report.Add(new Ratio($"{name}: against {contenders[native].Name}", results[0], results[native], NativeGoal(size)));
                }

                report.Add(new Ratio($"{name}: against SearchValues", results[0], results[1], FrameworkGoal(size)));
            }
        }
    }

    // Beside RuleSet.Build, what it leaves in memory.
    private static void Ready(Report report, MatchRule[] rules, int size)
    {
        var times = new List<double>();
        for (var i = 0; i < 7; i++)
        {
            var started = Stopwatch.GetTimestamp();
            RuleSet.Build(rules);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var set = RuleSet.Build(rules);
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(set);
        report.Figures($"{size} rules", new Dictionary<string, double> { ["ready in ms"] = Ratio.MedianOf(times), ["memory MB"] = bytes / 1e6 });
    }

    private static async Task Expressions(Report report, RatioOptions options)
    {
        var workload = Workload.OfPatterns(Patterns);
        Ready(report, workload.Rules, Patterns);
        var set = RuleSet.Build(workload.Rules);
        var compiled = Array.ConvertAll(workload.Rules, rule => new Regex(
            rule.IsWholeWord ? $@"(?:(?<!\w)|(?!\w))(?:{rule.Text})(?:(?<!\w)|(?!\w))" : rule.Text, RegexOptions.Compiled | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));
        foreach (var (length, texts) in workload.Texts)
        {
            // A loop over a thousand expressions is slow: a few texts are enough.
            var some = texts.Clean.Take(Math.Max(1, 20_000 / length)).ToArray();
            var results = await Rounds.Of(
                options.Rounds,
                () => Task.FromResult(PerSecond(text => set.TryFind(text, out _), some, options.Window)),
                () => Task.FromResult(PerSecond(text => Array.Exists(compiled, regex => regex.IsMatch(text)), some, options.Window)));
            report.Add(new Ratio($"{Patterns} expressions, {length} characters, clean: against a loop", results[0], results[1], Goal.AtLeast(50)));
        }
    }

    private static void Add(List<(string Name, Func<string, bool> IsHit)> contenders, string name, NativeMatcher? matcher)
    {
        if (matcher is not null)
        {
            contenders.Add((name, matcher.IsHit));
        }
    }

    // Who answers otherwise, or cannot, is not compared.
    private static bool Agrees(Report report, string name, Func<string, bool> isHit, string[] texts, bool expected, string where)
    {
        try
        {
            if (Array.TrueForAll(texts, text => isHit(text) == expected))
            {
                return true;
            }

            report.Note($"{name} answers otherwise at {where}.");
        }
        catch (InvalidOperationException failed)
        {
            report.Note($"{name} cannot at {where}: {failed.Message}");
        }

        return false;
    }

    private static double PerSecond(Func<string, bool> isHit, string[] texts, TimeSpan window)
    {
        var started = Stopwatch.GetTimestamp();
        var searched = 0L;
        do
        {
            foreach (var text in texts)
            {
                isHit(text);
            }

            searched += texts.Length;
        }
        while (Stopwatch.GetElapsedTime(started) < window);
        return searched / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static Goal NativeGoal(int words) => Goal.AtLeast(words switch { >= 100_000 => 4, >= 10_000 => 1, >= 1_000 => 0.6, _ => 0.35 });

    private static Goal FrameworkGoal(int words) => Goal.AtLeast(words switch { >= 100_000 => 8, >= 10_000 => 5, _ => 3 });
}
