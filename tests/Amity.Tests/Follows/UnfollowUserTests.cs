using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Follows;

public sealed class UnfollowUserTests
{
    [Fact]
    public async Task unfollowing_answers_none_and_takes_both_counts_back()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        await alice.Follow("bob");

        var follow = (await alice.Delete("/api/v4/me/following/bob")).Ok().First("follows");

        Assert.Equal(("alice", "bob", "none"), (follow.Text("from"), follow.Text("to"), follow.Text("status")));
        Assert.Equal((0, 0, 0), await alice.Counts());
        Assert.Equal((0, 0, 0), await bob.Counts());
        Assert.Empty((await alice.Get("/api/v4/me/following")).Ok()["follows"]!.AsArray());
    }

    [Fact]
    public async Task a_repeat_answers_the_same_and_counts_nothing()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        await alice.Follow("bob");
        await carol.Follow("bob");
        var first = (await alice.Delete("/api/v4/me/following/bob")).Ok();

        var again = (await alice.Delete("/api/v4/me/following/bob")).Ok();

        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.Equal((1, 0, 0), await bob.Counts());
        Assert.Equal((0, 0, 0), await alice.Counts());
    }

    [Fact]
    public async Task it_does_not_end_the_other_direction()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        await bob.Follow("alice");

        (await alice.Delete("/api/v4/me/following/bob")).Ok();

        Assert.Equal((0, 1, 0), await bob.Counts());
    }

    [Fact]
    public async Task a_deleted_user_can_still_be_unfollowed_and_an_unknown_one_not()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Login("bob");
        await alice.Follow("bob");
        await amity.Network.Database.Write(tx => tx.Run("update users set is_deleted = true where user_id = 'bob'"));

        Assert.Equal("none", (await alice.Delete("/api/v4/me/following/bob")).Ok().First("follows").Text("status"));
        Assert.Equal((0, 0, 0), await alice.Counts());
        (await alice.Delete("/api/v4/me/following/nobody")).Refused(ErrorKind.NotFound);
        (await alice.Delete("/api/v4/me/following/alice")).Refused(ErrorKind.BadRequest);
    }

    [Fact]
    public async Task a_stranger_is_refused()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Login("bob");
        await alice.Follow("bob");

        (await amity.Nobody().Delete("/api/v4/me/following/bob")).Refused(ErrorKind.Unauthenticated);

        Assert.Equal((0, 1, 0), await alice.Counts());
    }
}
