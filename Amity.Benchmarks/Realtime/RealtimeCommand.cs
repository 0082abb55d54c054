using System.CommandLine;
using Amity.Benchmarks.Ratios;

namespace Amity.Benchmarks.Realtime;

/// <summary><c>load realtime</c>: the broker beside Debian's mosquitto, each with the same receivers and messages in the same run.</summary>
internal static class RealtimeCommand
{
    private const int PacedDeliveries = 30_000;

    public static Task<int> Run(string[] args)
    {
        var receivers = new Option<string>("--receivers") { Description = "How many, one run for each.", DefaultValueFactory = _ => "100,1000,5000" };
        var idle = new Option<int>("--idle") { Description = "Connections held for their memory; 0 for none.", DefaultValueFactory = _ => 10_000 };
        var rounds = new Option<int>("--rounds") { Description = "Rounds that count.", DefaultValueFactory = _ => 3 };
        var seconds = new Option<double>("--seconds") { Description = "Window of one contender in one round.", DefaultValueFactory = _ => 3 };
        var transports = new Option<string>("--transports") { Description = "WebSocket, TCP, or both.", DefaultValueFactory = _ => "WebSocket,TCP" };
        var json = new Option<FileInfo?>("--json") { Description = "Also write the figures to this file." };
        var command = new RootCommand("Delivers to many receivers and prints a ratio a line. Needs a machine that does little else.") { receivers, idle, rounds, seconds, transports, json };
        command.SetAction(async parsed =>
        {
            if (!OperatingSystem.IsLinux())
            {
                Console.WriteLine("skipped: the client waits for its connections by Linux's epoll");
                return 0;
            }

            var report = new Report(Console.Out);
            Console.WriteLine(Machine.Describe());
            if (!BrokerProcess.IsMosquittoHere)
            {
                report.Note("mosquitto is not here (Debian: mosquitto): figures without ratios");
            }

            var options = new RatioOptions(parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds)));
            var counts = Array.ConvertAll(parsed.GetValue(receivers)!.Split(',', StringSplitOptions.RemoveEmptyEntries), int.Parse);
            foreach (var transport in parsed.GetValue(transports)!.Split(','))
            {
                foreach (var count in counts)
                {
                    await Deliver(report, options, transport, count);
                }

                if (parsed.GetValue(idle) is var held and > 0)
                {
                    await Hold(report, transport, held);
                }
            }

            if (parsed.GetValue(json) is { } file)
            {
                report.Save(file.FullName);
            }

            return 0;
        });
        return command.Parse(args).InvokeAsync();
    }

    private static async Task Deliver(Report report, RatioOptions options, string transport, int count)
    {
        report.Topic($"{count:N0} receivers over {transport}");
        await using var amity = await BrokerProcess.StartAmity();
        await using var mosquitto = BrokerProcess.IsMosquittoHere ? await BrokerProcess.StartMosquitto() : null;
        using var ours = new Swarm(amity, IsWeb(transport), count);
        using var theirs = mosquitto is null ? null : new Swarm(mosquitto, IsWeb(transport), count);

        // A program that is compiled while it runs has to have run for a while.
        ours.Windowed(16, 2 * options.Window);
        await Compare("one in flight", swarm => swarm.Windowed(1, options.Window), FasterAlone(count), Goal.AtMost(0.5), null);
        await Compare("sixteen in flight", swarm => swarm.Windowed(16, options.Window), Goal.AtLeast(10), Goal.AtMost(0.1), null);
        await Compare($"{PacedDeliveries:N0} a second", swarm => swarm.Paced(PacedDeliveries, options.Window), null, null, SoonerPaced(count));

        async Task Compare(string how, Func<Swarm, SwarmResult> measure, Goal? faster, Goal? cheaper, Goal? sooner)
        {
            // The goals are those of a server on WebSocket with receivers enough.
            var hasGoals = count >= 1000 && IsWeb(transport);
            var results = theirs is null
                ? await Rounds.Of(options.Rounds, () => Task.FromResult(measure(ours)))
                : await Rounds.Of(options.Rounds, () => Task.FromResult(measure(ours)), () => Task.FromResult(measure(theirs)));
            report.Figures($"{how}: Amity", Figures(results[0]));
            if (theirs is not null)
            {
                report.Figures($"{how}: mosquitto", Figures(results[1]));
                Add("deliveries a second", result => result.PerSecond, faster);
                Add("processor time a delivery", result => result.ServerMicros, cheaper);
                Add("p99", result => result.P99, sooner);
            }

            void Add(string what, Func<SwarmResult, double> figure, Goal? goal) =>
                report.Add(new Ratio($"{how}: {what}", results[0].Select(figure), results[1].Select(figure), hasGoals ? goal : null));
        }
    }

    /// <summary>What connections cost that only wait, each subscribed to a topic of its own.</summary>
    private static async Task Hold(Report report, string transport, int count)
    {
        report.Topic($"{count:N0} idle connections over {transport}");
        await using var amity = await BrokerProcess.StartAmity();
        var kilobytes = await Each(amity);
        report.Figures("Amity", new Dictionary<string, double> { ["KB each"] = kilobytes });
        if (BrokerProcess.IsMosquittoHere)
        {
            await using var mosquitto = await BrokerProcess.StartMosquitto();
            report.Figures("mosquitto", new Dictionary<string, double> { ["KB each"] = await Each(mosquitto) });
        }

        var bound = IsWeb(transport) ? 24 : 12;
        report.Add(new Ratio($"KB of a connection / {bound}", [kilobytes], [bound], Goal.AtMost(1)));

        async Task<double> Each(BrokerProcess broker)
        {
            // Some have come and gone before, so that what is needed once is there.
            Array.ForEach(Open(100), line => line.Dispose());
            await Task.Delay(2000);
            var before = broker.ResidentBytes;
            var lines = Open(count);
            await Task.Delay(5000);
            var each = (broker.ResidentBytes - before) / 1024.0 / count;
            Array.ForEach(lines, line => line.Dispose());
            return each;

            MqttLine[] Open(int many) => MqttLine.Open(broker, IsWeb(transport), many, at => ($"idle-{at}", $"n1/user/{at}"));
        }
    }

    private static bool IsWeb(string transport) => transport == "WebSocket";

    private static Goal FasterAlone(int count) => Goal.AtLeast(count >= 5000 ? 2 : 1.2);

    private static Goal SoonerPaced(int count) => Goal.AtMost(count >= 5000 ? 0.5 : 0.7);

    private static Dictionary<string, double> Figures(IReadOnlyList<SwarmResult> results)
    {
        double Median(Func<SwarmResult, double> figure) => Ratio.MedianOf(results.Select(figure));

        return new Dictionary<string, double>
        {
            ["per second"] = Median(result => result.PerSecond),
            ["p50 ms"] = Median(result => result.P50),
            ["p99 ms"] = Median(result => result.P99),
            ["server us"] = Median(result => result.ServerMicros),
            ["client us"] = Median(result => result.ClientMicros),
        };
    }
}
