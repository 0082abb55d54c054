using System.Diagnostics;
using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Modules;
using Amity.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Abstractions;

namespace Amity.Properties.Counters;

/// <summary>People follow, join, post, reply, react and take it all back, also at the same time.</summary>
public sealed class CounterProperties(ITestOutputHelper output)
{
    private long histories, calls, refusals, together;

    [Fact]
    public async Task counters_equal_recounts_after_any_history()
    {
        var started = Stopwatch.GetTimestamp();
        using var folder = new ScratchFolder();
        await using var services = new ServiceCollection()
            .AddAmity(options =>
            {
                options.DataDirectory = folder.Data;
                options.RateLimit.PermitsPerSecond = 0;
                options.Storage.Durability = Durability.Normal;
            })
            .BuildServiceProvider();

        Hold.For(History.Any, 300, history => Play(history, services).GetAwaiter().GetResult());

        Assert.Empty(await Recount.Of(services.GetRequiredService<INetworks>().Default.Database));
        Assert.True(refusals > 0 && together > 0, "The histories have no refusals, or nothing at the same time: they show little.");
        var figures = $"{histories} histories of {calls} calls, {refusals} of them refused, {together} at the same time as others: all counters " +
            $"as counted by the model and as recounted, {Stopwatch.GetElapsedTime(started).TotalSeconds:n0} s, AMITY_SEED={Hold.Seed}";
        output.WriteLine(figures);
        Console.WriteLine(figures);
    }

    private async Task Play(History history, IServiceProvider services)
    {
        // Others than those of all histories before.
        var cast = await Cast.Register(services, ++histories);
        var number = 0;

        // What happens at the same time may happen in any order: the worlds are those that fit all answers so far.
        List<World> worlds = [new World()];
        foreach (var group in history.Groups)
        {
            var settled = group.Select(step => cast.Settle(step, number++)).ToArray();
            var answers = await Task.WhenAll(settled.Select(call => Task.Run(() => cast.Make(call))));
            calls += group.Length;
            refusals += answers.Count(answer => answer is not null);
            together += group.Length > 1 ? group.Length : 0;

            var fitting = worlds.SelectMany(world => Orders(group.Length).Select(order => After(world, settled, answers, order))).OfType<World>().ToList();
            Assert.True(fitting.Count > 0, $"In no order would {Text(settled)} be answered with {Text(answers.Select(answer => answer?.ToString() ?? "ok"))}.");
            worlds = fitting.Count == 1 ? fitting : [.. fitting.DistinctBy(world => world.Everything())];
        }

        var stored = await cast.Counts();
        if (!worlds.Any(world => world.Counts().SequenceEqual(stored)))
        {
            Assert.Equal(worlds[0].Counts(), stored);
        }
    }

    /// <summary>The world after these calls in this order; null where an answer would have been another one.</summary>
    private static World? After(World world, Call[] settled, ErrorKind?[] answers, int[] order)
    {
        var next = world.Copy();
        return order.All(at => next.Do(settled[at]) == answers[at]) ? next : null;
    }

    private static int[][] Orders(int length) => length switch
    {
        1 => [[0]],
        2 => [[0, 1], [1, 0]],
        _ => [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]],
    };

    private static string Text<T>(IEnumerable<T> items) => string.Join(" | ", items);
}
