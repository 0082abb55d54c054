using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Feeds;

/// <summary>
/// Alice follows Bob and is in Carol's community; Dave is nothing to her. Each of them has a post on the own wall, and Carol one in the
/// community.
/// </summary>
public sealed class FeedSettingsTests : IAsyncLifetime
{
    private AmityHost amity = null!;
    private Person alice = null!, bob = null!, carol = null!, dave = null!;
    private string mine = "", bobs = "", daves = "", hike = "";

    public async Task InitializeAsync()
    {
        amity = await AmityHost.Start();
        alice = await amity.Login("alice");
        bob = await amity.Login("bob");
        carol = await amity.Login("carol");
        dave = await amity.Login("dave");
        var hikers = await carol.Founds(members: ["alice"]);
        await alice.Follows("bob");
        mine = await alice.Writes("mine");
        bobs = await bob.Writes("bob's");
        daves = await dave.Writes("dave's");
        hike = await carol.Writes("hike", hikers);
    }

    public Task DisposeAsync() => amity.DisposeAsync().AsTask();

    [Fact]
    public async Task settings_say_whose_posts_the_global_feed_shows()
    {
        await Shows(new { }, hike, bobs, mine);
        await Shows(new { showMyPost = false }, hike, bobs);
        await Shows(new { showFollowingPost = false }, hike, mine);
        await Shows(new { showCommunityPost = false }, bobs, mine);
        await Shows(new { showOnlyMyFeed = true }, mine);
        await Shows(new { showEveryonePost = true }, hike, daves, bobs, mine);
        await Shows(new { showEveryonePost = true, showCommunityPost = false, showMyPost = false }, daves, bobs, mine);
        await Shows(new { showEveryonePost = true, userPrivacySetting = "private" }, hike, bobs, mine);
        await Shows(new { showMyPost = false, showFollowingPost = false, showCommunityPost = false });
        await amity.Network.Database.Write(tx => tx.Run("update users set is_deleted = true where user_id = 'dave'"));
        await Shows(new { showEveryonePost = true, showMyPost = true, showFollowingPost = true, showCommunityPost = true }, hike, bobs, mine);
    }

    [Fact]
    public async Task a_caller_may_ask_for_nothing_but_its_own_wall() =>
        Assert.Equal([mine], (await alice.Get("/api/v3/global-feeds?showOnlyMyFeed=true")).Ok().All("posts", "postId"));

    [Fact]
    public async Task of_every_wall_the_twenty_newest_take_part_and_a_walk_through_them_is_whole()
    {
        await amity.Sets(new { showEveryonePost = true });
        var many = await dave.WritesMany(25);
        await carol.Writes("carol's");

        var (forth, back) = await alice.Walks("/api/v4/me/global-feeds", limit: 7);

        var shown = forth.SelectMany(page => page).ToList();
        Assert.Equal(shown.Distinct().Count(), shown.Count);
        Assert.Equal(forth, back);
        Assert.Equal(20, shown.Intersect(many.Append(daves)).Count());
        Assert.Equal(24, shown.Count);
        Assert.DoesNotContain(daves, shown);
    }

    [Fact]
    public async Task the_following_feed_is_the_same_whatever_the_settings()
    {
        await amity.Sets(new { showOnlyMyFeed = true, showEveryonePost = true });
        await Comments.TalkCalls.Comment(dave, bobs);

        Assert.Equal([hike, bobs, mine], await Feed("/api/v1/me/following-feeds?sortBy=lastCreated"));
        Assert.Equal([bobs, hike, mine], await Feed("/api/v1/me/following-feeds"));
        Assert.Equal([bobs, hike, mine], await Feed("/api/v1/me/following-feeds?sortBy=customRanking&limit=5"));
        (await alice.Get("/api/v1/me/following-feeds?sortBy=loudest")).Refused(ErrorKind.Invalid);
        (await amity.Nobody().Get("/api/v1/me/following-feeds")).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task a_token_of_one_feed_is_none_of_the_other()
    {
        foreach (var (one, other) in ((string, string)[])[("/api/v4/me/global-feeds?limit=1", "/api/v1/me/following-feeds?sortBy=lastCreated"), ("/api/v1/me/following-feeds?limit=1", "/api/v5/me/global-feeds?")])
        {
            var token = Uri.EscapeDataString((await alice.Get(one)).Ok()["paging"]!.Text("next"));
            (await alice.Get($"{one}&token={token}")).Ok();
            (await alice.Get($"{other}&token={token}")).Refused(ErrorKind.BadRequest);
        }
    }

    private async Task Shows(object settings, params string[] posts)
    {
        await amity.Sets(settings);
        Assert.Equal(posts, await Feed("/api/v3/global-feeds"));
        Assert.Equal(posts, await Feed("/api/v4/me/global-feeds"));
        Assert.Equal(posts.Order(), (await Feed("/api/v5/me/global-feeds")).Order());
    }

    private async Task<IReadOnlyList<string>> Feed(string path) => (await alice.Get(path)).Ok().All("posts", "postId");
}
