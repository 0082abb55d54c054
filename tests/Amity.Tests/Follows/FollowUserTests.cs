using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Follows;

public sealed class FollowUserTests
{
    [Fact]
    public async Task following_is_accepted_at_once_and_counted_on_both_sides()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");

        var answer = await alice.Follow("bob");

        var follow = answer.First("follows");
        Assert.Equal("accepted", follow.Text("status"));
        Assert.Equal(("alice", "bob"), (follow.Text("from"), follow.Text("to")));
        Assert.Equal(("alice", "bob"), (follow.Text("fromUserPublicId"), follow.Text("toUserPublicId")));
        Assert.Equal(alice.Session.First("users").Text("_id"), follow.Text("fromUserInternalId"));
        Assert.Equal(bob.Session.First("users").Text("_id"), follow.Text("toUserInternalId"));
        Assert.Equal(["alice", "bob"], answer.All("users", "userId"));
        Assert.Empty(answer["files"]!.AsArray());
        Assert.Equal((0, 1, 0), await alice.Counts());
        Assert.Equal((1, 0, 0), await bob.Counts());
    }

    [Fact]
    public async Task following_again_changes_and_counts_nothing()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var first = await alice.Follow("bob");

        var again = await alice.Follow("bob");

        Assert.Equal(first.First("follows").ToJsonString(), again.First("follows").ToJsonString());
        Assert.Equal((1, 0, 0), await bob.Counts());
        Assert.Equal((0, 1, 0), await alice.Counts());
    }

    [Fact]
    public async Task to_be_followed_is_not_to_follow()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");

        await alice.Follow("bob");
        Assert.Equal((1, 0, 0), await bob.Counts());
        await bob.Follow("alice");

        Assert.Equal((1, 1, 0), await bob.Counts());
        Assert.Equal((1, 1, 0), await alice.Counts());
    }

    [Fact]
    public async Task nobody_follows_themselves()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        (await alice.Post("/api/v4/me/following/alice")).Refused(ErrorKind.BadRequest);

        Assert.Equal((0, 0, 0), await alice.Counts());
    }

    [Fact]
    public async Task unknown_and_deleted_users_are_not_found()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Login("bob");
        await amity.Network.Database.Write(tx => tx.Run("update users set is_deleted = true where user_id = 'bob'"));

        (await alice.Post("/api/v4/me/following/nobody")).Refused(ErrorKind.NotFound);
        (await alice.Post("/api/v4/me/following/bob")).Refused(ErrorKind.NotFound);

        Assert.Equal((0, 0, 0), await alice.Counts());
    }

    [Theory]
    [InlineData("ü ñ 日本 😀")]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("x?y#z&+")]
    public async Task an_odd_id_is_followed_as_it_is(string userId)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Login(userId);

        Assert.Equal(userId, (await alice.Follow(userId)).First("follows").Text("to"));
    }

    [Fact]
    public async Task the_relation_and_both_users_get_newer_with_each_change()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        await amity.Login("bob");
        var times = new List<string>();

        foreach (var follows in (bool[])[true, false, true, false])
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            var answer = follows ? await alice.Follow("bob") : (await alice.Delete("/api/v4/me/following/bob")).Ok();
            times.Add(answer.First("follows").Text("updatedAt"));
            Assert.All(answer.All("users", "updatedAt"), time => Assert.Equal(times[^1], time));
        }

        Assert.Equal(times.Order(StringComparer.Ordinal).Distinct(), times);
    }

    [Fact]
    public async Task a_stranger_is_refused()
    {
        await using var amity = await AmityHost.Start();
        var bob = await amity.Login("bob");

        (await amity.Nobody().Post("/api/v4/me/following/bob")).Refused(ErrorKind.Unauthenticated);

        Assert.Equal((0, 0, 0), await bob.Counts());
    }
}
