using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Follows;

public sealed class RemoveFollowerTests
{
    [Fact]
    public async Task the_followed_user_ends_the_relation_and_both_counts()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        await alice.Follow("bob");

        var answer = (await bob.Delete("/api/v4/me/followers/alice")).Ok();

        var follow = answer.First("follows");
        Assert.Equal(("alice", "bob", "none"), (follow.Text("from"), follow.Text("to"), follow.Text("status")));
        Assert.Equal((0, 0, 0), await alice.Counts());
        Assert.Equal((0, 0, 0), await bob.Counts());
        Assert.Equal(answer.ToJsonString(), (await bob.Delete("/api/v4/me/followers/alice")).Ok().ToJsonString());
        Assert.Equal((0, 0, 0), await bob.Counts());
    }

    [Fact]
    public async Task it_ends_ones_own_followers_only()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        await alice.Follow("bob");
        await bob.Follow("alice");

        (await carol.Delete("/api/v4/me/followers/alice")).Ok();
        (await bob.Delete("/api/v4/me/followers/alice")).Ok();

        Assert.Equal((1, 0, 0), await alice.Counts());
        Assert.Equal((0, 1, 0), await bob.Counts());
        (await bob.Delete("/api/v4/me/followers/nobody")).Refused(ErrorKind.NotFound);
        (await bob.Delete("/api/v4/me/followers/bob")).Refused(ErrorKind.BadRequest);
        (await amity.Nobody().Delete("/api/v4/me/followers/bob")).Refused(ErrorKind.Unauthenticated);
    }
}
