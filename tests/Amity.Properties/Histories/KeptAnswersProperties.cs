using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Modules;
using Amity.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;
using Xunit.Abstractions;

namespace Amity.Properties.Histories;

/// <summary>An answer that is kept is, at every moment, the answer that would be made.</summary>
public sealed class KeptAnswersProperties(ITestOutputHelper output)
{
    private long histories, answers;

    [Fact]
    public async Task after_every_call_of_a_history_every_kept_answer_is_the_one_that_would_be_made_anew()
    {
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
            await hosted.StartAsync(CancellationToken.None);
        }

        var network = services.GetRequiredService<INetworks>().Default.Id;
        Hold.For(History.Any, 8, history => Play(history with { AsksToFollow = false }, services, network).GetAwaiter().GetResult(), deep: 1_000);

        Assert.True(answers > 100, $"Only {answers} answers were kept: that shows little.");
        output.WriteLine($"{histories} histories, {answers} kept answers, all of them true. AMITY_SEED={Hold.Seed}");
    }

    private async Task Play(History history, IServiceProvider services, string networkId)
    {
        var cast = await Cast.Register(services, networkId, ++histories);
        var number = 0;
        foreach (var group in history.Groups)
        {
            var settled = group.Select(step => cast.Settle(step, number++)).ToArray();
            await Task.WhenAll(settled.Select(call => Task.Run(() => cast.Make(call))));

            // What was deleted for good goes on disappearing for a while.
            await cast.Settled();
            var untrue = await cast.Untrue();
            Assert.True(untrue.Count == 0, $"After {string.Join<Call>(" | ", settled)}: {string.Join("\n", untrue)}");
        }

        answers += cast.WereKept;
    }
}
