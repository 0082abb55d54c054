using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Posts;

public sealed class DeletePostTests
{
    [Theory]
    [InlineData("v3")]
    [InlineData("v4")]
    public async Task an_author_deletes_softly_and_feed_and_community_count_one_less(string version)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var hikers = await alice.Founds(members: ["bob"]);
        var (kept, gone) = (await bob.Writes("kept", hikers), await bob.Writes("gone", hikers));

        Assert.True((await bob.Delete($"/api/{version}/posts/{gone}?postId={gone}&permanent=false")).Ok().Flag("success"));

        var answer = (await bob.Get($"/api/v3/posts/{gone}")).Ok();
        Assert.True(answer.First("posts").Flag("isDeleted"));
        Assert.Equal("gone", answer.First("posts")["data"]!.Text("text"));
        Assert.Equal(1, answer.First("feeds").Number("postCount"));
        Assert.Equal(1, await alice.PostsCount(hikers));
        Assert.False((await alice.Reads(kept)).Flag("isDeleted"));
    }

    [Fact]
    public async Task a_repeat_finds_no_post_and_counts_nothing()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var hikers = await alice.Founds();
        await alice.Writes("kept", hikers);
        var gone = await alice.Writes("gone", hikers);
        (await alice.Delete($"/api/v4/posts/{gone}")).Ok();

        (await alice.Delete($"/api/v4/posts/{gone}")).Refused(ErrorKind.NotFound);
        (await alice.Delete("/api/v4/posts/none")).Refused(ErrorKind.NotFound);

        Assert.Equal(1, await alice.PostsCount(hikers));
    }

    [Fact]
    public async Task a_moderator_deletes_in_its_community_and_an_administrator_everywhere()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var inCommunity = await bob.Writes("bob's", await alice.Founds(members: ["bob"]));
        var onWall = await bob.Writes("bob's");

        (await alice.Delete($"/api/v4/posts/{inCommunity}")).Ok();
        (await alice.Delete($"/api/v4/posts/{onWall}")).Refused(ErrorKind.PermissionDenied);
        (await (await amity.Administrator()).Delete($"/api/v4/posts/{onWall}")).Ok();

        Assert.True((await bob.Reads(inCommunity)).Flag("isDeleted"));
        Assert.True((await bob.Reads(onWall)).Flag("isDeleted"));
    }

    [Fact]
    public async Task another_member_an_outsider_and_a_banned_author_cannot_delete()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var carol = await amity.Login("carol");
        var hikers = await alice.Founds(members: ["bob"]);
        var secret = await alice.Writes("secret", await alice.Founds(isPublic: false));
        var post = await alice.Writes("mine", hikers);
        var bobs = await bob.Writes("bob's", hikers);

        (await bob.Delete($"/api/v4/posts/{post}")).Refused(ErrorKind.PermissionDenied);
        (await carol.Delete($"/api/v3/posts/{post}")).Refused(ErrorKind.PermissionDenied);
        (await carol.Delete($"/api/v4/posts/{secret}")).Refused(ErrorKind.NotFound);
        (await amity.Nobody().Delete($"/api/v4/posts/{post}")).Refused(ErrorKind.Unauthenticated);
        await amity.Bans(hikers, "bob");
        (await bob.Delete($"/api/v4/posts/{bobs}")).Refused(ErrorKind.Banned);
        Assert.Equal(2, await alice.PostsCount(hikers));
    }

    [Fact]
    public async Task children_go_with_their_parent_and_count_for_nothing()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        var hikers = await alice.Founds();
        var parent = await alice.Writes("two pictures", hikers);
        var (first, second) = (await amity.AddsChild(parent, "image"), await amity.AddsChild(parent, "image"));
        clock.Advance(TimeSpan.FromMinutes(1));

        (await alice.Delete($"/api/v4/posts/{first}")).Ok();
        var answer = (await alice.Get($"/api/v3/posts/{parent}")).Ok();
        Assert.Equal([second], answer.All("postChildren", "postId"));
        Assert.Equal("2030-01-01T00:01:00.000Z", answer.First("posts").Text("updatedAt"));
        Assert.Equal(1, await alice.PostsCount(hikers));

        (await alice.Delete($"/api/v4/posts/{parent}")).Ok();
        Assert.True((await alice.Reads(second)).Flag("isDeleted"));
        Assert.Equal(0, await alice.PostsCount(hikers));
    }
}
