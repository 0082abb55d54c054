using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Follows;

public sealed class GetFollowInfoTests
{
    [Fact]
    public async Task ones_own_counts_come_without_a_relation()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Login("bob");
        await alice.Follow("bob");

        var mine = (await alice.Get("/api/v4/me/followInfo")).Ok();

        Assert.Equal(["alice"], mine.All("followCounts", "userId"));
        Assert.Equal((0, 1, 0), await alice.Counts());
        Assert.Empty(mine["follows"]!.AsArray());
        Assert.Equal(mine.ToJsonString(), (await alice.Get("/api/v5/users/alice/followInfo")).Ok().ToJsonString());
    }

    [Theory]
    [InlineData("v4")]
    [InlineData("v5")]
    public async Task anothers_counts_come_with_the_callers_own_relation(string version)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        await alice.Follow("bob");

        var seenByAlice = (await alice.Get($"/api/{version}/users/bob/followInfo")).Ok();
        var seenByBob = (await bob.Get($"/api/{version}/users/alice/followInfo")).Ok();

        Assert.Equal(1, seenByAlice.First("followCounts").Number("followerCount"));
        Assert.Equal("accepted", seenByAlice.First("follows").Text("status"));
        Assert.Equal(1, seenByBob.First("followCounts").Number("followingCount"));
        Assert.Equal(("bob", "alice", "none"), (seenByBob.First("follows").Text("from"), seenByBob.First("follows").Text("to"), seenByBob.First("follows").Text("status")));
    }

    [Fact]
    public async Task how_many_requests_wait_is_for_the_users_own_eyes_and_administrators()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var admin = await amity.Administrator();
        await amity.Network.Database.Write(tx => tx.Run("update users set pending_count = 3 where user_id = 'bob'"));

        Assert.Equal((0, 0, 3), await bob.Counts());
        Assert.Equal((0, 0, 3), await admin.Counts("bob"));
        Assert.Equal((0, 0, 0), await alice.Counts("bob"));
    }

    [Fact]
    public async Task unknown_users_and_strangers_are_refused()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        (await alice.Get("/api/v4/users/nobody/followInfo")).Refused(ErrorKind.NotFound);
        (await alice.Get("/api/v5/users/nobody/followInfo")).Refused(ErrorKind.NotFound);
        (await amity.Nobody().Get("/api/v4/me/followInfo")).Refused(ErrorKind.Unauthenticated);
        (await amity.Nobody().Get("/api/v5/users/alice/followInfo")).Refused(ErrorKind.Unauthenticated);
    }
}
