using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Communities;

public sealed class GetCommunityTests
{
    [Fact]
    public async Task every_user_reads_a_public_one_and_a_stranger_none()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var id = await alice.Creates(new { displayName = "Gardeners" });

        var seen = (await bob.Get($"/api/v3/communities/{id}")).Ok();

        seen.IsWhole();
        Assert.False(seen.First("communities").Flag("isJoined"));
        Assert.Empty(seen["communityUsers"]!.AsArray());
        Assert.Equal(["alice"], seen.All("users", "userId"));
        (await amity.Nobody().Get($"/api/v3/communities/{id}")).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task its_feeds_come_along_with_the_number_of_their_posts()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var id = await alice.Creates(new { displayName = "Gardeners" });
        (await alice.Post("/api/v4/posts", new { targetType = "community", targetId = id, data = new { text = "Slugs." } })).Ok();

        var feeds = (await alice.Get($"/api/v3/communities/{id}")).Ok()["feeds"]!.AsArray();

        Assert.All(feeds, feed => Assert.Equal(id, feed!.Text("targetId")));
        Assert.Equal(
            [("declined", 0), ("published", 1), ("reviewing", 0)],
            feeds.Select(feed => (feed!.Text("feedType"), feed!.Number("postCount"))).Order());
    }

    [Fact]
    public async Task how_many_posts_wait_for_a_review_is_told_to_those_who_review_them()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var id = await alice.Creates(new { displayName = "Gardeners", needApprovalOnPostCreation = true, userIds = new[] { "bob" } });
        (await bob.Post("/api/v4/posts", new { targetType = "community", targetId = id, data = new { text = "Slugs." } })).Ok();

        Assert.Equal(["published"], (await bob.Get($"/api/v3/communities/{id}")).Ok().All("feeds", "feedType"));
        Assert.Contains("reviewing", (await alice.Get($"/api/v3/communities/{id}")).Ok().All("feeds", "feedType"));
        Assert.Contains("reviewing", (await (await amity.Administrator()).Get($"/api/v3/communities/{id}")).Ok().All("feeds", "feedType"));
    }

    [Fact]
    public async Task the_callers_own_row_comes_along()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var id = await alice.Creates(new { displayName = "Gardeners", userIds = new[] { "bob" } });

        var seen = (await bob.Get($"/api/v3/communities/{id}")).Ok();

        seen.IsWhole();
        Assert.Equal(["bob"], seen.All("communityUsers", "userId"));
        Assert.Equal("member", seen.Membership("bob"));
        Assert.True(seen.First("communities").Flag("isJoined"));
    }

    [Fact]
    public async Task to_an_outsider_a_private_one_is_the_same_as_none()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        var admin = await amity.Administrator();
        var id = await alice.Creates(new { displayName = "Secret", isPublic = false, userIds = new[] { "bob" } });

        var hidden = (await carol.Get($"/api/v3/communities/{id}")).Refused(ErrorKind.NotFound);
        var missing = (await carol.Get($"/api/v3/communities/{new string('0', 24)}")).Refused(ErrorKind.NotFound);

        Assert.Equal(missing.ToJsonString(), hidden.ToJsonString());
        Assert.Equal("Secret", (await bob.Sees(id)).Text("displayName"));
        Assert.Equal("Secret", (await admin.Sees(id)).Text("displayName"));
    }

    [Fact]
    public async Task a_deleted_one_is_marked_for_those_who_could_see_it()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var open = await alice.Creates(new { displayName = "Open" });
        var secret = await alice.Creates(new { displayName = "Secret", isPublic = false });
        (await alice.Delete($"/api/v3/communities/{open}")).Ok();
        (await alice.Delete($"/api/v3/communities/{secret}")).Ok();

        Assert.True((await bob.Sees(open)).Flag("isDeleted"));
        Assert.True((await alice.Sees(secret)).Flag("isDeleted"));
        (await bob.Get($"/api/v3/communities/{secret}")).Refused(ErrorKind.NotFound);
    }

    [Theory]
    [InlineData("a%2Fb")]
    [InlineData("%27%20or%201%3D1")]
    [InlineData("ü 😀")]
    public async Task an_odd_id_is_not_found(string id)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await alice.Creates(new { displayName = "Gardeners" });

        (await alice.Get($"/api/v3/communities/{id}")).Refused(ErrorKind.NotFound);
    }
}
