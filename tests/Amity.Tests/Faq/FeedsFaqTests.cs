using Amity.Modules.Posts;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Faq;

/// <summary>What the product's FAQ promises of feeds; the numbers are those of its questions in the contract's checklist.</summary>
public sealed class FeedsFaqTests
{
    /// <summary>Row 28.</summary>
    [Fact]
    public async Task joining_a_community_brings_its_existing_posts_into_a_new_users_global_feed()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var hikers = await alice.Founds();
        var posts = await alice.WritesMany(3, hikers);
        var bob = await amity.Login("bob");
        Assert.Empty((await bob.Get("/api/v3/global-feeds")).Ok()["posts"]!.AsArray());

        await bob.Joins(hikers);

        posts.Reverse();
        Assert.Equal(posts, (await bob.Get("/api/v3/global-feeds")).Ok().All("posts", "postId"));
    }

    /// <summary>Row 30.</summary>
    [Theory]
    [InlineData("/api/v3/global-feeds")]
    [InlineData("/api/v4/me/global-feeds")]
    [InlineData("/api/v5/me/global-feeds")]
    public async Task the_global_feed_of_somebody_who_follows_nobody_and_is_in_no_community_is_empty(string feed)
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await alice.Writes("wall");
        await alice.Writes("hike", await alice.Founds());
        var bob = await amity.Login("bob");

        var answer = (await bob.Get(feed)).Ok();

        Assert.All(
            (string[])["posts", "postChildren", "comments", "communities", "communityUsers", "categories", "feeds", "users", "files", "videoStreamings", "polls"],
            family => Assert.Empty(answer[family]!.AsArray()));
        Assert.Empty(answer["paging"]!.AsObject());
    }

    /// <summary>Row 34.</summary>
    [Fact]
    public async Task the_global_feed_comes_ranked_or_newest_first_as_the_client_chooses()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        var commented = await alice.Writes("commented");
        clock.Advance(TimeSpan.FromHours(1));
        var silent = await alice.Writes("silent");
        await amity.Network.Database.Write(async tx =>
        {
            await PostCounters.AddComments(tx, commented, 3);
            return 0;
        });

        Assert.Equal([commented, silent], (await alice.Get("/api/v5/me/global-feeds")).Ok().All("posts", "postId"));
        Assert.Equal([silent, commented], (await alice.Get("/api/v3/global-feeds")).Ok().All("posts", "postId"));
        Assert.Equal([silent, commented], (await alice.Get("/api/v4/me/global-feeds")).Ok().All("posts", "postId"));
    }
}
