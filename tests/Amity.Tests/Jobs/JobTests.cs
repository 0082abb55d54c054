using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Modules;
using Amity.Modules.Jobs;
using Amity.Modules.Networks;
using Amity.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Amity.Tests.Jobs;

/// <summary>Jobs of a kind that counts a user's followers up, step by step, and fails as often as it is told.</summary>
public sealed class JobTests
{
    [Fact]
    public async Task a_job_is_done_in_steps_after_the_commit_that_stored_it()
    {
        using var folder = new ScratchFolder();
        var counting = new Counting { Steps = 5 };
        using var host = await Start(folder, counting);
        var network = await Alice(host);

        await network.Database.Write(async tx =>
        {
            await JobQueue.Start(tx, Counting.Name, "alice");
            Assert.Equal(0, await tx.One<long>(Followers));
            return true;
        });

        await Done(network);
        Assert.Equal(5, await Number(network, Followers));
        Assert.Equal(["alice"], counting.Arguments.Distinct());
    }

    [Fact]
    public async Task a_write_that_fails_leaves_no_job()
    {
        using var folder = new ScratchFolder();
        using var host = await Start(folder, new Counting());
        var network = await Alice(host);

        await Assert.ThrowsAsync<OperationCanceledException>(() => network.Database.Write<int>(async tx =>
        {
            await JobQueue.Start(tx, Counting.Name, "alice");
            throw new OperationCanceledException();
        }));

        Assert.Equal(0, await Number(network, "select count(*) from jobs"));
    }

    [Fact]
    public async Task a_step_that_fails_leaves_nothing_behind_and_is_tried_again_while_other_jobs_go_on()
    {
        using var folder = new ScratchFolder();
        var counting = new Counting { Failures = 1 };
        using var host = await Start(folder, counting);
        var network = await Alice(host);

        await network.Database.Write(async tx =>
        {
            await JobQueue.Start(tx, Counting.Name, "first fails");
            await JobQueue.Start(tx, Counting.Name, "second");
            return true;
        });

        await Done(network);
        Assert.Equal(["first fails", "second", "first fails"], counting.Arguments);
        Assert.Equal(2, await Number(network, Followers));
    }

    [Fact]
    public async Task what_a_stop_interrupted_goes_on_when_the_network_is_first_used_again()
    {
        using var folder = new ScratchFolder();
        using (var host = await Start(folder, new Counting { Failures = int.MaxValue }))
        {
            var network = await Alice(host);
            await network.Database.Write(async tx =>
            {
                await JobQueue.Start(tx, Counting.Name, "alice");
                return true;
            });
            while (await Number(network, "select max(attempts) from jobs") == 0)
            {
                await Task.Delay(10);
            }

            await host.StopAsync();
        }

        using var again = await Start(folder, new Counting());
        await Done(again.Services.GetRequiredService<INetworks>().Default);
        Assert.Equal(1, await Number(again.Services.GetRequiredService<INetworks>().Default, Followers));
    }

    [Fact]
    public async Task a_start_opens_no_network_to_look_for_jobs_and_an_idle_one_is_left_alone()
    {
        using var folder = new ScratchFolder();
        string other;
        using (var host = await Start(folder, new Counting()))
        {
            other = host.Services.GetRequiredService<INetworkAdministration>().Create("Other").NetworkId;
            var network = host.Services.GetRequiredService<INetworks>().ById(other)!;
            await network.Database.Write(async tx => await tx.Run("insert into jobs values ('j', 'nobody knows', '', 0, 0, 0)"));
            await host.StopAsync();
        }

        using var again = await Start(folder, new Counting());
        await Alice(again);
        await Task.Delay(200);
        Assert.False(File.Exists(Path.Combine(folder.Data, "networks", other, "amity.db-wal")));
        var used = again.Services.GetRequiredService<INetworks>().Default.Database.LastUsed;
        await Task.Delay(200);
        Assert.Equal(used, again.Services.GetRequiredService<INetworks>().Default.Database.LastUsed);
    }

    [Theory]
    [InlineData(0, 1_000)]
    [InlineData(1, 2_000)]
    [InlineData(5, 32_000)]
    [InlineData(1000, 3_600_000)]
    public async Task the_time_between_two_tries_doubles_up_to_an_hour(int failuresBefore, int milliseconds)
    {
        using var folder = new ScratchFolder();
        using var host = await Start(folder, new Counting { Failures = int.MaxValue });
        var network = await Alice(host);
        await network.Database.Write(async tx =>
        {
            await JobQueue.Start(tx, Counting.Name, "alice");
            return await tx.Run("update jobs set attempts = @failuresBefore", new { failuresBefore });
        });

        while (await Number(network, "select max(attempts) from jobs") == failuresBefore)
        {
            await Task.Delay(10);
        }

        var delay = await Number(network, "select due_at - (select value from database_state where name = 'last_millisecond') from jobs");
        Assert.InRange(delay, milliseconds - 100, milliseconds);
    }

    private const string Followers = "select follower_count from users where user_id = 'alice'";

    private static async Task<IHost> Start(ScratchFolder folder, Counting counting)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services.AddAmity(options => options.DataDirectory = folder.Data);
        builder.Services.AddSingleton<IJob>(counting);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static async Task<Network> Alice(IHost host) =>
        (await host.Services.GetRequiredService<ICallers>().User("alice")).Network;

    private static async Task Done(Network network)
    {
        for (var patience = 0; await Number(network, "select count(*) from jobs") > 0; patience++)
        {
            Assert.True(patience < 3000, "The jobs do not end.");
            await Task.Delay(10);
        }
    }

    private static async Task<long> Number(Network network, string sql)
    {
        using var read = network.Database.Read();
        return await read.One<long>(sql);
    }

    private sealed class Counting : IJob
    {
        public const string Name = "test.counting";

        private int steps;

        public string Kind => Name;

        public int Steps { get; init; } = 1;

        /// <summary>So many of the first steps throw after their change.</summary>
        public int Failures { get; init; }

        public List<string> Arguments { get; } = [];

        public async Task<bool> Step(IWrite tx, string argument)
        {
            Arguments.Add(argument);
            await tx.Run("update users set follower_count = follower_count + 1 where user_id = 'alice'");
            return ++steps <= Failures ? throw new InvalidOperationException("As told.") : steps >= Steps;
        }
    }
}
