using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Pipeline;
using Amity.Modules.Networks;
using Amity.Modules.Posts;
using Amity.Tests.Kit;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Amity.Tests.Moderation;

/// <summary>Rules act on every request that begins after their change was answered.</summary>
public sealed class RuleChangeTests
{
    private static readonly string[] Weed = ["weed"], Seed = ["seed"];

    [Fact]
    public async Task every_kind_of_change_acts_on_the_next_request()
    {
        await using var amity = await AmityHost.Start();
        var (admin, alice) = (await amity.Administrator(), await amity.Login("alice"));
        for (var round = 0; round < 5; round++)
        {
            await admin.Blocks("weed");
            (await alice.SaysOnWall("weed")).Refused(ErrorKind.BlockedWord);
            (await alice.VerifiesTexts("weed")).Refused(ErrorKind.BlockedWord);
            (await admin.Put(RuleCalls.BlockRecords, new { regexs = Seed })).Ok();
            (await alice.SaysOnWall("weed")).Ok();
            (await alice.SaysOnWall("seed")).Refused(ErrorKind.BlockedWord);
            var id = Assert.Single(await admin.Records(RuleCalls.BlockRecords)).Text("ruleId");
            (await admin.Put($"{RuleCalls.BlockRecords}/{id}", new { ruleId = id, isEnabled = false })).Ok();
            (await alice.SaysOnWall("seed")).Ok();
            (await admin.Put($"{RuleCalls.BlockRecords}/{id}", new { ruleId = id, isEnabled = true })).Ok();
            (await alice.SaysOnWall("seed")).Refused(ErrorKind.BlockedWord);
            (await admin.Delete($"{RuleCalls.BlockRecords}?ruleIds={id}")).Ok();
            (await alice.SaysOnWall("seed")).Ok();
        }
    }

    [Fact]
    public async Task changes_at_the_same_time_all_act_once_they_are_answered()
    {
        await using var amity = await AmityHost.Start();
        var (admin, alice) = (await amity.Administrator(), await amity.Login("alice"));
        await amity.ArrangesRules(5_000);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async changer =>
        {
            for (var round = 0; round < 10; round++)
            {
                var word = $"changer{changer}round{round}x";
                await admin.Blocks(word);
                (await alice.VerifiesTexts(word)).Refused(ErrorKind.BlockedWord);
                if (round > 0)
                {
                    (await alice.VerifiesTexts($"changer{changer}round{round - 1}x")).Refused(ErrorKind.BlockedWord);
                }
            }
        }));

        Assert.Equal(5_080, await amity.Number("select count(*) from moderation_rules"));
    }

    [Fact]
    public async Task at_no_moment_does_a_replaced_list_let_both_through()
    {
        await using var amity = await AmityHost.Start();
        var (admin, alice) = (await amity.Administrator(), await amity.Login("alice"));
        await admin.Blocks("weed");
        using var stop = new CancellationTokenSource();
        var changing = Task.Run(async () =>
        {
            for (var round = 0; round < 40; round++)
            {
                (await admin.Put(RuleCalls.BlockRecords, new { regexs = round % 2 == 0 ? Seed : Weed })).Ok();
            }

            await stop.CancelAsync();
        });
        var asked = 0;
        for (; asked == 0 || !stop.IsCancellationRequested; asked++)
        {
            (await alice.VerifiesTexts("weed", "seed")).Refused(ErrorKind.BlockedWord);
        }

        await changing;
        Assert.True(asked > 0);
    }

    [Fact]
    public async Task a_change_that_is_rolled_back_changes_nothing()
    {
        await using var amity = await AmityHost.Start();
        var (admin, alice) = (await amity.Administrator(), await amity.Login("alice"));
        await amity.ArrangesRules(100_000);
        (await alice.SaysOnWall("weed")).Ok();

        (await admin.Post(RuleCalls.BlockRecords, new { regexs = Weed })).Refused(ErrorKind.BadRequest);
        (await alice.SaysOnWall("weed")).Ok();
        (await alice.SaysOnWall("word77z")).Refused(ErrorKind.BlockedWord);
    }

    [Fact]
    public async Task rules_act_after_a_restart_before_anybody_asks_for_them()
    {
        using var folder = new ScratchFolder();
        await using (var amity = await AmityHost.Start(folder: folder.Path))
        {
            var admin = await amity.Administrator();
            await admin.Blocks("weed");
            await admin.SwitchesAllowlist(true);
        }

        await using var again = await AmityHost.Start(folder: folder.Path);
        var alice = await again.Login("alice");
        (await alice.SaysOnWall("weed")).Refused(ErrorKind.BlockedWord);
        (await alice.SaysOnWall("evil.net")).Refused(ErrorKind.LinkNotAllowed);
    }

    [Fact]
    public async Task an_idle_network_gives_its_rules_back_and_reads_them_again()
    {
        await using var amity = await AmityHost.Start();
        var (admin, alice) = (await amity.Administrator(), await amity.Login("alice"));
        await admin.Blocks("weed");
        (await alice.SaysOnWall("weed")).Refused(ErrorKind.BlockedWord);

        // Behind the server's back: only rules that are read again know of it.
        await amity.Network.Database.Write(tx => tx.Run("update moderation_rules set regex = 'seed'"));
        (await alice.SaysOnWall("seed")).Ok();
        foreach (var listener in amity.Services.GetServices<INetworkIdle>())
        {
            listener.On(amity.Network);
        }

        (await alice.SaysOnWall("seed")).Refused(ErrorKind.BlockedWord);
        (await alice.SaysOnWall("weed")).Ok();
    }

    [Fact]
    public async Task the_sweep_of_idle_networks_tells_of_them()
    {
        var clock = new HurriedClock();
        await using var amity = await AmityHost.Start(time: clock);
        var (admin, alice) = (await amity.Administrator(), await amity.Login("alice"));
        await admin.Blocks("weed");
        await amity.Network.Database.Write(tx => tx.Run("update moderation_rules set regex = 'seed'"));
        (await alice.VerifiesTexts("seed")).Ok();

        for (var patience = 0; (await alice.VerifiesTexts("seed")).Status == Envelope.Ok; patience++)
        {
            Assert.True(patience < 300, "The rules of an idle network stay in memory.");
            clock.Advance(TimeSpan.FromMinutes(2));
            await Task.Delay(100);
        }
    }

    [Fact]
    public async Task what_a_host_sends_in_process_is_read_as_well()
    {
        await using var amity = await AmityHost.Start();
        await (await amity.Administrator()).Blocks("weed");
        var callers = amity.Services.GetRequiredService<ICallers>();

        var refused = await Assert.ThrowsAsync<AmityException>(async () => await Say(await callers.User("alice")));
        Assert.Equal(ErrorKind.BlockedWord, refused.Kind);
        await Say(await callers.Administrator());

        async Task Say(Amity.Core.Identity.Caller caller)
        {
            await using var scope = amity.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CreatePost.Request { Caller = caller, Text = "weed" });
        }
    }

    [Fact]
    public void every_request_that_stores_a_text_for_others_shows_it()
    {
        var shown = typeof(CreatePost).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IModeratedTexts)));
        Assert.Equal(
            ["CreateComment", "CreatePoll", "CreatePost", "EditComment", "EditPost"], shown.Select(type => type.DeclaringType!.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>Moves when it is told to, and rings every timer soon.</summary>
    private sealed class HurriedClock : TimeProvider
    {
        private long ahead;

        public void Advance(TimeSpan by) => Interlocked.Add(ref ahead, by.Ticks);

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref ahead));

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Soon(dueTime), Soon(period));

        private static TimeSpan Soon(TimeSpan time) => time > TimeSpan.Zero ? TimeSpan.FromMilliseconds(10) : time;
    }
}
