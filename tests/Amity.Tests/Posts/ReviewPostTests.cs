using Amity.Core.Errors;
using Amity.Tests.Comments;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Posts;

/// <summary>Alice moderates a community where posts are reviewed; Bob and Carol are members, Dave is not.</summary>
public sealed class ReviewPostTests : IAsyncLifetime
{
    private AmityHost amity = null!;
    private Person alice = null!, bob = null!, carol = null!, dave = null!, admin = null!;
    private string hikers = "";

    public async Task InitializeAsync()
    {
        amity = await AmityHost.Start();
        alice = await amity.Login("alice");
        bob = await amity.Login("bob");
        carol = await amity.Login("carol");
        dave = await amity.Login("dave");
        admin = await amity.Administrator();
        hikers = await alice.Founds(members: ["bob", "carol"], needApproval: true);
    }

    public Task DisposeAsync() => amity.DisposeAsync().AsTask();

    [Fact]
    public async Task a_members_post_waits_and_one_of_a_moderator_or_an_administrator_does_not()
    {
        var waiting = (await bob.Post("/api/v4/posts", Posting.Text("May I?", hikers))).Ok();
        var rules = await alice.Writes("Rules", hikers);
        var news = await admin.Writes("News", hikers);

        Assert.Equal("reviewing", waiting.First("posts").Text("feedType"));
        Assert.Equal(["reviewing"], waiting.All("feeds", "feedType"));
        Assert.Equal(waiting.First("posts").Text("feedId"), waiting.First("feeds").Text("feedId"));
        Assert.Equal([news, rules], await List(carol, "published"));
        Assert.Equal(2, await bob.PostsCount(hikers));
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task author_moderators_and_administrators_see_what_waits_and_nobody_else_does()
    {
        var post = await bob.Writes("May I?", hikers);
        var child = await amity.AddsChild(post, "image");

        foreach (var person in (Person[])[bob, alice, admin])
        {
            Assert.Equal("May I?", (await person.Reads(post))["data"]!.Text("text"));
            Assert.Equal([post], await List(person, "reviewing"));
            Assert.Equal([post, child], (await person.Get($"/api/v3/posts/list?postIds[]={post}&postIds[]={child}")).Ok().All("posts", "postId"));
            Assert.Empty((await person.Get($"/api/v3/comments?referenceId={post}")).Ok()["comments"]!.AsArray());
        }

        foreach (var person in (Person[])[carol, dave])
        {
            (await person.Get($"/api/v3/posts/{post}")).Refused(ErrorKind.NotFound);
            Assert.Empty(await List(person, "reviewing"));
            Assert.Empty((await person.Get($"/api/v3/posts/list?postIds[]={post}&postIds[]={child}")).Ok()["posts"]!.AsArray());
            Assert.Empty((await person.Get("/api/v3/posts?targetType=community&feedType[]=reviewing")).Ok()["posts"]!.AsArray());
            (await person.Get($"/api/v3/comments?referenceId={post}")).Refused(ErrorKind.NotFound);
            (await person.Get($"/api/v3/reactions?referenceType=post&referenceId={post}")).Refused(ErrorKind.NotFound);
            (await person.Put($"/api/v4/posts/{post}", new { data = new { text = "Mine" } })).Refused(ErrorKind.NotFound);
            (await person.Delete($"/api/v4/posts/{post}")).Refused(ErrorKind.NotFound);
        }
    }

    [Fact]
    public async Task what_waits_is_in_no_feed_and_no_other_list()
    {
        var post = await bob.Writes("May I?", hikers);

        foreach (var feed in (string[])["/api/v4/me/global-feeds", "/api/v5/me/global-feeds", "/api/v1/me/following-feeds", $"/api/v3/community-feeds/{hikers}", "/api/v4/user-feeds/bob?feedSources[]=community"])
        {
            Assert.Empty((await bob.Get(feed)).Ok()["posts"]!.AsArray());
            Assert.Empty((await alice.Get(feed)).Ok()["posts"]!.AsArray());
        }

        Assert.Empty(await List(bob, "published"));
        Assert.Equal([post], (await bob.Get($"/api/v4/posts?targetType=community&targetId={hikers}&feedType[]=published&feedType[]=reviewing")).Ok().All("posts", "postId"));
        (await bob.Get($"/api/v4/posts?targetType=community&targetId={hikers}&feedType=hidden")).Refused(ErrorKind.Invalid);
    }

    [Theory]
    [InlineData("approve", "published", 1)]
    [InlineData("decline", "declined", 0)]
    public async Task a_decision_moves_the_post_its_children_and_the_counts(string decision, string feedType, int published)
    {
        var post = await bob.Writes("May I?", hikers);
        var child = await amity.AddsChild(post, "image");

        var answer = (await alice.Post($"/api/v3/posts/{post}/{decision}")).Ok();

        Assert.Equal(post, answer.First("posts").Text("postId"));
        Assert.Equal("community", answer.First("posts").Text("targetType"));
        Assert.Equal(feedType, answer.First("posts").Text("feedType"));
        Assert.Equal(feedType, answer.First("postChildren").Text("feedType"));
        Assert.Equal([feedType], answer.All("feeds", "feedType"));
        Assert.Equal(1, answer.First("feeds").Number("postCount"));
        Assert.Equal(published, answer.First("communities").Number("postsCount"));
        Assert.Equal([post], await List(bob, feedType));
        Assert.Empty(await List(alice, "reviewing"));
        Assert.Equal(published == 1, (await carol.Get($"/api/v3/posts/{child}")).Status == 200);
        Assert.Empty(await Recount.Of(amity.Network.Database));

        (await alice.Post($"/api/v3/posts/{post}/approve")).Refused(ErrorKind.BadRequest);
        (await alice.Post($"/api/v3/posts/{post}/decline")).Refused(ErrorKind.BadRequest);
    }

    [Fact]
    public async Task only_reviewers_and_administrators_decide()
    {
        var (first, second) = (await bob.Writes("May I?", hikers), await bob.Writes("And this?", hikers));

        foreach (var decision in (string[])["approve", "decline"])
        {
            (await bob.Post($"/api/v3/posts/{first}/{decision}")).Refused(ErrorKind.PermissionDenied);
            (await carol.Post($"/api/v3/posts/{first}/{decision}")).Refused(ErrorKind.NotFound);
            (await dave.Post($"/api/v3/posts/{first}/{decision}")).Refused(ErrorKind.NotFound);
            (await amity.Nobody().Post($"/api/v3/posts/{first}/{decision}")).Refused(ErrorKind.Unauthenticated);
        }

        (await admin.Post($"/api/v3/posts/{first}/approve")).Ok();
        (await admin.Post($"/api/v3/posts/{second}/decline")).Ok();
        (await carol.Post($"/api/v3/posts/{first}/decline")).Refused(ErrorKind.PermissionDenied);
    }

    [Fact]
    public async Task only_a_live_parent_that_waits_can_be_decided_on()
    {
        var (gone, kept) = (await bob.Writes("gone", hikers), await bob.Writes("kept", hikers));
        var child = await amity.AddsChild(kept, "image");
        var onWall = await bob.Writes("my wall");
        (await bob.Delete($"/api/v4/posts/{gone}")).Ok();

        (await alice.Post($"/api/v3/posts/{gone}/approve")).Refused(ErrorKind.NotFound);
        (await alice.Post($"/api/v3/posts/{child}/approve")).Refused(ErrorKind.BadRequest);
        (await alice.Post($"/api/v3/posts/{onWall}/approve")).Refused(ErrorKind.PermissionDenied);
        (await admin.Post($"/api/v3/posts/{onWall}/approve")).Refused(ErrorKind.BadRequest);
        Assert.Equal("reviewing", (await bob.Reads(kept)).Text("feedType"));
    }

    [Fact]
    public async Task nobody_comments_or_reacts_before_the_post_is_published()
    {
        var post = await bob.Writes("May I?", hikers);

        foreach (var person in (Person[])[bob, alice, admin])
        {
            (await person.Post("/api/v3/comments", new { referenceId = post, data = new { text = "Hm" } })).Refused(ErrorKind.Forbidden);
            (await person.Post("/api/v2/reactions", new { referenceType = "post", referenceId = post, reactionName = "like" })).Refused(ErrorKind.Forbidden);
        }

        (await alice.Post($"/api/v3/posts/{post}/approve")).Ok();
        await carol.Comment(post);
        await carol.React("post", post);
    }

    [Fact]
    public async Task an_author_edits_before_the_review_only_if_the_network_allows_it_and_a_moderator_always()
    {
        var (post, declined) = (await bob.Writes("May I?", hikers), await bob.Writes("Or this?", hikers));
        (await alice.Post($"/api/v3/posts/{declined}/decline")).Ok();
        var text = new { data = new { text = "Please?" } };

        (await bob.Put($"/api/v4/posts/{post}", text)).Refused(ErrorKind.Forbidden);
        (await bob.Put($"/api/v4/posts/{declined}", text)).Refused(ErrorKind.Forbidden);
        (await alice.Put($"/api/v4/posts/{post}", text)).Ok();
        await amity.Sets(new { isAllowEditPostWhenReviewingEnabled = true });
        (await bob.Put($"/api/v4/posts/{post}", text)).Ok();
        Assert.Equal("reviewing", (await bob.Reads(post)).Text("feedType"));
    }

    [Fact]
    public async Task what_waits_goes_on_waiting_when_reviews_are_switched_off()
    {
        var post = await bob.Writes("May I?", hikers);
        (await alice.Put($"/api/v3/communities/{hikers}", new { needApprovalOnPostCreation = false })).Ok();

        var next = await bob.Writes("At once", hikers);

        Assert.Equal([next], await List(carol, "published"));
        Assert.Equal([post], await List(alice, "reviewing"));
        (await alice.Post($"/api/v3/posts/{post}/approve")).Ok();
        Assert.Equal(2, await carol.PostsCount(hikers));
    }

    [Fact]
    public async Task an_author_may_withdraw_what_waits_and_only_its_feed_counts_one_less()
    {
        await alice.Writes("Rules", hikers);
        var post = await bob.Writes("May I?", hikers);

        (await bob.Delete($"/api/v4/posts/{post}")).Ok();

        Assert.Equal(1, await alice.PostsCount(hikers));
        Assert.Equal(0, await amity.Number("select post_count from feeds where feed_type = 'reviewing' and target_id = @hikers", new { hikers }));
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task every_community_has_its_three_feeds_from_the_start() => Assert.Equal(
        ["declined", "published", "reviewing"],
        (await alice.Get($"/api/v3/communities/{await alice.Founds()}")).Ok().All("feeds", "feedType").Order());

    private async Task<IReadOnlyList<string>> List(Person person, string feedType)
    {
        var lists = new List<IReadOnlyList<string>>();
        foreach (var version in (string[])["v3", "v4", "v5"])
        {
            lists.Add((await person.Get($"/api/{version}/posts?targetType=community&targetId={hikers}&feedType={feedType}&options[limit]=20")).Ok().All("posts", "postId"));
        }

        Assert.All(lists, list => Assert.Equal(lists[0], list));
        return lists[0];
    }
}
