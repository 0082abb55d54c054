using System.Diagnostics;
using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Modules;
using Amity.Modules.Networks;
using Amity.Modules.Settings;
using Amity.Tests.Kit;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;
using Xunit.Abstractions;

namespace Amity.Properties.Histories;

/// <summary>
/// People follow and ask to, block each other, join, are banned and promoted, post, ask, review, vote, reply, react and take it all back, also at the same
/// time; now and then one of them is banned from the network, let in again, or deleted with or without what they wrote.
/// All histories of a run share two networks, one where following waits for consent and one where it does not.
/// </summary>
public sealed class HistoryProperties(ITestOutputHelper output)
{
    private long histories, calls, refusals, together, bans, deletions;

    [Fact]
    public async Task everybody_sees_and_may_do_what_a_naive_model_says_and_every_counter_equals_its_recount()
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

        foreach (var hosted in services.GetServices<IHostedService>())
        {
            // Among them what clears away, step by step, what was deleted for good.
            await hosted.StartAsync(CancellationToken.None);
        }

        var open = services.GetRequiredService<INetworks>().Default.Id;
        var asking = services.GetRequiredService<INetworkAdministration>().Create("asking").NetworkId;
        await AskToFollow(services, asking);

        Hold.For(History.Any, 300, history => Play(history, services, history.AsksToFollow ? asking : open).GetAwaiter().GetResult(), deep: 10_000);

        foreach (var id in (string[])[open, asking])
        {
            Assert.Empty(await Recount.Of(services.GetRequiredService<INetworks>().ById(id)!.Database));
        }

        Assert.True(refusals > 0 && together > 0, "The histories have no refusals, or nothing at the same time: they show little.");
        Assert.True(bans > 0 && deletions > 0, "Nobody was banned from the network, or nobody deleted.");
        var figures = $"{histories} histories of {calls} calls, {refusals} of them refused, {together} at the same time as others, {bans} bans and {deletions} deletions of users: what each of six users " +
            $"sees and may do as the model says, all counters as counted by the model and as recounted, {Stopwatch.GetElapsedTime(started).TotalSeconds:n0} s, AMITY_SEED={Hold.Seed}";
        output.WriteLine(figures);
        Console.WriteLine(figures);
    }

    private static async Task AskToFollow(IServiceProvider services, string networkId)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new UpdateSocialSettings.Request
        {
            Caller = await services.GetRequiredService<ICallers>().Administrator(networkId: networkId),
            IsFollowWithRequestEnabled = true,
        });
    }

    private async Task Play(History history, IServiceProvider services, string networkId)
    {
        // Others than those of all histories before.
        var cast = await Cast.Register(services, networkId, ++histories);
        var number = 0;

        // What happens at the same time may happen in any order: the worlds are those that fit all answers so far.
        List<World> worlds = [new World(history.AsksToFollow)];
        foreach (var group in history.Groups)
        {
            var settled = group.Select(step => cast.Settle(step, number++)).ToArray();
            var answers = await Task.WhenAll(settled.Select(call => Task.Run(() => cast.Make(call))));
            calls += group.Length;
            refusals += answers.Count(answer => answer is not null);
            together += group.Length > 1 ? group.Length : 0;
            bans += settled.Where((call, at) => call.Verb == Verb.BanUser && answers[at] is null).Count();
            deletions += settled.Where((call, at) => call.Verb == Verb.DeleteUser && answers[at] is null).Count();

            var fitting = worlds.SelectMany(world => Orders(group.Length).Select(order => After(world, settled, answers, order))).OfType<World>().ToList();
            Assert.True(fitting.Count > 0, $"In no order would {Text(settled)} be answered with {Text(answers.Select(answer => answer?.ToString() ?? "ok"))}.");
            worlds = fitting.Count == 1 ? fitting : [.. fitting.DistinctBy(world => world.Everything())];
            if (settled.Any(call => call.Verb == Verb.DeleteUser))
            {
                await cast.Settled();
            }
        }

        await cast.Settled();
        var stored = new List<string>(await cast.Counts());
        for (var who = 0; who < History.Cast; who++)
        {
            stored.AddRange(await cast.SightsOf(who));
        }

        if (!worlds.Any(world => Everything(world).SequenceEqual(stored)))
        {
            Assert.Equal(Everything(worlds[0]), stored);
        }
    }

    private static IEnumerable<string> Everything(World world) =>
        world.Counts().Concat(Enumerable.Range(0, History.Cast).SelectMany(world.SightsOf));

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
