using System.CommandLine;

namespace Amity.Benchmarks.Ratios;

/// <summary><c>ratios [TOPIC...]</c>: compares the server with what one would otherwise run or write, side by side in one run.</summary>
internal static class RatiosCommand
{
    private delegate Task Comparison(Report report, RatioOptions options);

    private static readonly Dictionary<string, Comparison[]> Topics = new()
    {
        ["storage"] = [KeptReads.Run, DurableWrites.Run],
        ["limiter"] = [LimiterDecisions.Run, LimiterErrors.Run, LimiterMemory.Run],
        ["matcher"] = [MatcherRatios.Run],
        ["feed"] = [FeedPages.Run],
        ["server"] = [HttpReads.Run, DapperReads.Run, DurableWrites.Run, Starts.Run],
        ["deletion"] = [UserDeletion.Run],
        ["start"] = [Starts.Run],
        ["dapper"] = [DapperReads.Run],
        ["networks"] = [ManyNetworks.Run],
    };

    public static Task<int> Run(string[] args)
    {
        var topics = new Argument<string[]>("topics") { Description = "What to compare; everything when left out.", Arity = ArgumentArity.ZeroOrMore };
        topics.AcceptOnlyFromAmong([.. Topics.Keys]);
        var json = new Option<FileInfo?>("--json") { Description = "Also write the figures to this file." };
        var rounds = new Option<int>("--rounds") { Description = "Rounds that count.", DefaultValueFactory = _ => 5 };
        var seconds = new Option<double>("--seconds") { Description = "Window of one contender in one round.", DefaultValueFactory = _ => 2 };
        var command = new RootCommand("Compares side by side and prints a ratio a line. Needs a machine that does little else.") { topics, json, rounds, seconds };
        command.SetAction(async parsed =>
        {
            Load.InlineSockets.Use();
            var report = new Report(Console.Out);
            Console.WriteLine(Machine.Describe());
            var options = new RatioOptions(parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds)));
            var wanted = parsed.GetValue(topics) is { Length: > 0 } some ? some : [.. Topics.Keys];
            foreach (var comparison in wanted.SelectMany(topic => Topics[topic]).Distinct())
            {
                await comparison(report, options);
            }

            if (parsed.GetValue(json) is { } file)
            {
                report.Save(file.FullName);
            }
        });
        return command.Parse(args).InvokeAsync();
    }
}
