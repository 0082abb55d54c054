using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Modules.Blocks;
using Amity.Tests.Communities;
using Amity.Tests.Follows;
using Amity.Tests.Kit;
using Amity.Tests.Settings;
using Xunit;

namespace Amity.Tests.Blocks;

public sealed class BlockUserTests
{
    [Fact]
    public async Task a_block_ends_what_is_between_the_two_in_both_directions_with_its_counts()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
        await alice.Follow("bob");
        await bob.Follow("alice");
        await carol.Follow("bob");

        var answer = await alice.Blocks("bob");

        var relation = Assert.Single(answer["follows"]!.AsArray())!;
        Assert.Equal(("alice", "bob", "blocked"), (relation.Text("from"), relation.Text("to"), relation.Text("status")));
        Assert.Equal(alice.Session.First("users").Text("_id"), relation.Text("fromUserInternalId"));
        Assert.Equal(bob.Session.First("users").Text("_id"), relation.Text("toUserInternalId"));
        var counts = answer.First("followCounts");
        Assert.Equal(("bob", 1, 0), (counts.Text("userId"), counts.Number("followerCount"), counts.Number("followingCount")));
        Assert.Equal((0, 0, 0), await alice.Counts());
        Assert.Equal((1, 0, 0), await bob.Counts());
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("bob")]
    public async Task a_request_that_waits_is_gone_whoever_of_the_two_blocks(string blocker)
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        await amity.Set("social", new { isFollowWithRequestEnabled = true });
        await alice.Follow("bob");
        Assert.Equal((0, 0, 1), await bob.Counts());

        await (blocker == "alice" ? alice.Blocks("bob") : bob.Blocks("alice"));

        (await bob.Post("/api/v4/me/followers/alice")).Refused(ErrorKind.NotFound);
        Assert.Equal((0, 0, 0), await bob.Counts());
        Assert.Empty((await bob.Get("/api/v4/me/followers?status=pending")).Ok()["follows"]!.AsArray());
    }

    [Fact]
    public async Task a_repeat_changes_nothing()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        await amity.Login("bob");
        var first = await alice.Blocks("bob");
        clock.Advance(TimeSpan.FromMinutes(1));

        var again = await alice.Blocks("bob");

        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.Equal(["bob"], await alice.Blocked());
    }

    [Fact]
    public async Task two_may_block_each_other_and_each_takes_back_the_own_block_alone()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        await alice.Blocks("bob");
        await bob.Blocks("alice");

        await alice.Unblocks("bob");

        Assert.Empty(await alice.Blocked());
        Assert.Equal(["alice"], await bob.Blocked());
        Assert.Equal(("none", "blocked"), (await alice.StatusTo("bob"), await bob.StatusTo("alice")));
        (await alice.Post("/api/v4/me/following/bob")).Refused(ErrorKind.Forbidden);
    }

    [Fact]
    public async Task unblocking_brings_nothing_back_and_a_repeat_changes_nothing()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        await alice.Follow("bob");
        await bob.Follow("alice");
        await alice.Blocks("bob");

        foreach (var _ in Enumerable.Range(0, 2))
        {
            var answer = await alice.Unblocks("bob");
            Assert.Equal(("alice", "bob", "none"), (answer.First("follows").Text("from"), answer.First("follows").Text("to"), answer.First("follows").Text("status")));
            Assert.Equal("bob", answer.First("followCounts").Text("userId"));
        }

        Assert.Equal((0, 0, 0), await alice.Counts());
        Assert.Equal((0, 0, 0), await bob.Counts());
        Assert.Equal("accepted", (await bob.Follow("alice")).First("follows").Text("status"));
    }

    [Fact]
    public async Task the_relation_gets_newer_with_each_change()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        await amity.Login("bob");
        var times = new List<string>();
        foreach (var blocks in (bool[])[true, false, true, false])
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            times.Add((blocks ? await alice.Blocks("bob") : await alice.Unblocks("bob")).First("follows").Text("updatedAt"));
        }

        Assert.Equal(times.Order(StringComparer.Ordinal).Distinct(), times);
    }

    [Fact]
    public async Task nobody_blocks_themselves_nor_who_is_not_there()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Login("bob");
        await amity.Network.Database.Write(tx => tx.Run("update users set is_deleted = true where user_id = 'bob'"));
        foreach (var method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Delete])
        {
            (await alice.Send(method, $"{BlockCalls.List}/alice", null)).Refused(ErrorKind.BadRequest);
            (await alice.Send(method, $"{BlockCalls.List}/nobody", null)).Refused(ErrorKind.NotFound);
            (await alice.Send(method, $"{BlockCalls.List}/bob", null)).Refused(ErrorKind.NotFound);
            (await amity.Nobody().Send(method, $"{BlockCalls.List}/alice", null)).Refused(ErrorKind.Unauthenticated);
        }

        Assert.Equal(0, await amity.Number("select count(*) from blocks"));
    }

    [Theory]
    [InlineData("ü ñ 日本 😀")]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    public async Task an_odd_id_is_blocked_as_it_is(string userId)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Login(userId);

        Assert.Equal(userId, (await alice.Blocks(userId)).First("follows").Text("to"));
        Assert.Equal([userId], await alice.Blocked());
    }

    [Fact]
    public async Task a_user_blocks_so_many_and_no_more()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        string[] all = [.. Enumerable.Range(0, BlockUser.MostOfUser).Select(i => $"fan{i}")];
        await amity.Registers(all);
        await amity.Network.Database.Write(async tx =>
        {
            foreach (var userId in all)
            {
                await tx.Run("insert into blocks values (@id, 'alice', @userId, @now)", new { id = tx.NewId(), userId, now = tx.Now });
            }

            return 0;
        });

        (await alice.Post($"{BlockCalls.List}/bob")).Refused(ErrorKind.TooManyBlocks);

        Assert.Equal("none", await alice.StatusTo("bob"));
        await alice.Blocks("fan7");
        await bob.Blocks("alice");
        await alice.Unblocks("fan7");
        await alice.Blocks("bob");
        Assert.Equal(BlockUser.MostOfUser, (await alice.Get(BlockCalls.List)).Ok()["paging"]!.Number("total"));
    }
}
