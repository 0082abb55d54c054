using Amity.Core.Errors;
using Amity.Tests.Communities;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Pins;

/// <summary>Alice moderates a public and a private community in which Bob is a member; Carol is in neither.</summary>
public sealed class PinPostTests : IAsyncLifetime
{
    private readonly TestClock clock = new();
    private AmityHost amity = null!;
    private Person alice = null!, bob = null!, carol = null!, admin = null!;
    private string open = "", secret = "";

    public async Task InitializeAsync()
    {
        amity = await AmityHost.Start(time: clock);
        alice = await amity.Login("alice");
        bob = await amity.Login("bob");
        carol = await amity.Login("carol");
        admin = await amity.Administrator();
        open = await alice.Founds(members: ["bob"]);
        secret = await alice.Founds(isPublic: false, members: ["bob"]);
    }

    public Task DisposeAsync() => amity.DisposeAsync().AsTask();

    [Fact]
    public async Task a_pin_says_which_post_where_by_whom_and_since_when_and_brings_the_whole_family()
    {
        var post = await bob.Writes("Rules", open);
        clock.Advance(TimeSpan.FromSeconds(1));

        var answer = (await alice.Pins(open, post)).Ok();

        answer.IsWholeFamily();
        var pin = Assert.Single(answer["pins"]!.AsArray())!;
        Assert.Equal((post, "post", "default"), (pin.Text("referenceId"), pin.Text("referenceType"), pin.Text("placement")));
        Assert.Equal(alice.Session.First("users").Text("_id"), pin.Text("pinnedBy"));
        Assert.True(string.CompareOrdinal(pin.Text("pinnedAt"), answer.First("posts").Text("createdAt")) > 0);
        var target = Assert.Single(answer["pinTargets"]!.AsArray())!;
        Assert.Equal((open, "community", pin.Text("pinnedAt")), (target.Text("targetId"), target.Text("targetType"), target.Text("lastPinsUpdatedAt")));
        Assert.Equal(["alice", "bob"], answer.All("users", "userId").Order());
        Assert.Equal(open, answer.First("communities").Text("communityId"));
        Assert.Contains("alice", answer.All("communityUsers", "userId"));
        Assert.Equal(["published"], answer.All("feeds", "feedType"));
        Assert.Equal(answer.ToJsonString(), (await alice.Get(Pinning.Of(open))).Ok().ToJsonString());
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task the_last_pinned_comes_first_in_the_answer()
    {
        var (first, second) = (await bob.Writes("1", open), await bob.Writes("2", open));

        (await alice.Pins(open, second)).Ok();

        Assert.Equal([first, second], (await alice.Pins(open, first)).Ok().All("pins", "referenceId"));
    }

    [Fact]
    public async Task who_may_not_pin_there_is_refused()
    {
        var (inOpen, inSecret) = (await bob.Writes("Rules", open), await bob.Writes("Rules", secret));
        await amity.Login("dave");
        await CommunityCalls.Bans(amity, open, "dave");
        var elsewhere = await carol.Founds();

        foreach (var placement in (string[])[Pinning.Default, Pinning.Announcement])
        {
            Assert.Equal("You are not allowed to do this", (await bob.Pins(open, inOpen, placement)).Refused(ErrorKind.Forbidden).Text("message"));
            (await carol.Pins(open, inOpen, placement)).Refused(ErrorKind.Forbidden);
            (await carol.Pins(secret, inSecret, placement)).Refused(ErrorKind.Forbidden);
            (await (await amity.Login("dave")).Pins(open, inOpen, placement)).Refused(ErrorKind.Banned);
            (await carol.Pins(elsewhere, inOpen, placement)).Refused(ErrorKind.BadRequest);
            (await amity.Nobody().Post(Pinning.Of(open, placement, inOpen))).Refused(ErrorKind.Unauthenticated);
        }

        Assert.Empty(await bob.Pinned(open));
        (await admin.Pins(secret, inSecret)).Ok().IsWholeFamily();
    }

    [Fact]
    public async Task the_permission_is_what_counts_and_it_counts_at_once()
    {
        var (rules, news) = (await bob.Writes("Rules", open), await bob.Writes("News", open));
        await amity.GivesRole(open, "bob", await amity.CreatesRole("pinner", "PIN_COMMUNITY_POST"));

        (await bob.Pins(open, rules)).Ok();
        (await alice.Delete($"/api/v4/communities/{open}/users/roles?userIds[]=bob&roles[]=pinner")).Ok();

        (await bob.Pins(open, news)).Refused(ErrorKind.Forbidden);
        (await bob.Unpins(open, rules)).Refused(ErrorKind.Forbidden);
        Assert.Equal([rules], await bob.Pinned(open));
    }

    [Fact]
    public async Task a_post_may_be_pinned_in_both_placements_but_in_each_only_once()
    {
        var post = await bob.Writes("Rules", open);

        (await alice.Pins(open, post)).Ok();
        (await alice.Pins(open, post, Pinning.Announcement)).Ok();

        foreach (var placement in (string[])[Pinning.Default, Pinning.Announcement])
        {
            Assert.Equal($"Post {post} is already pinned", (await alice.Pins(open, post, placement)).Refused(ErrorKind.BadRequest).Text("message"));
        }

        var all = (await bob.Get(Pinning.Of(open))).Ok();
        all.IsWholeFamily();
        Assert.Equal([Pinning.Announcement, Pinning.Default], all.All("pins", "placement"));
        Assert.Equal([post], all.All("posts", "postId"));
    }

    [Fact]
    public async Task what_does_not_stand_there_cannot_be_pinned()
    {
        var other = await alice.Founds();
        var (elsewhere, onWall) = (await alice.Writes("Other", other), await alice.Writes("Mine"));
        var unseen = await carol.Writes("Secret", await carol.Founds(isPublic: false));

        foreach (var post in (string[])[elsewhere, onWall])
        {
            Assert.Equal($"Post {post} is not in community", (await alice.Pins(open, post)).Refused(ErrorKind.BadRequest).Text("message"));
            (await alice.Unpins(open, post)).Refused(ErrorKind.BadRequest);
        }

        foreach (var post in (string[])[unseen, "nothing"])
        {
            (await alice.Pins(open, post)).Refused(ErrorKind.NotFound);
            (await alice.Unpins(open, post)).Refused(ErrorKind.NotFound);
        }

        (await alice.Pins("nothing", onWall)).Refused(ErrorKind.NotFound);
        (await admin.Pins("nothing", onWall)).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task what_is_not_published_deleted_or_a_child_cannot_be_pinned()
    {
        var reviewed = await alice.Founds(members: ["bob"], needApproval: true);
        var (waiting, declined) = (await bob.Writes("May I?", reviewed), await bob.Writes("Or this?", reviewed));
        (await alice.Post($"/api/v3/posts/{declined}/decline")).Ok();
        var (gone, parent) = (await bob.Writes("Gone", open), await bob.Writes("Kept", open));
        var child = await amity.AddsChild(parent, "image");
        (await bob.Delete($"/api/v4/posts/{gone}")).Ok();

        foreach (var (community, post, message) in ((string, string, string)[])
        [
            (reviewed, waiting, $"Post {waiting} has to be approved"), (reviewed, declined, $"Post {declined} has to be approved"),
            (open, gone, $"Post {gone} is deleted"), (open, child, "Unable to pin child post"),
        ])
        {
            Assert.Equal(message, (await alice.Pins(community, post)).Refused(ErrorKind.BadRequest).Text("message"));
            Assert.Equal(message, (await admin.PinsGlobally(post)).Refused(ErrorKind.BadRequest).Text("message"));
        }

        (await alice.Post($"/api/v3/posts/{waiting}/approve")).Ok();
        (await alice.Pins(reviewed, waiting)).Ok();
    }

    [Fact]
    public async Task twenty_posts_can_be_pinned_and_one_announced_and_room_is_made_by_unpinning_or_deleting()
    {
        var posts = await alice.WritesMany(22, open);
        for (var i = 0; i < 20; i++)
        {
            (await alice.Pins(open, posts[i])).Ok();
        }

        (await alice.Pins(open, posts[20], Pinning.Announcement)).Ok();

        Assert.Equal("Pin post by placement: default exceed the limit", (await alice.Pins(open, posts[20])).Refused(ErrorKind.BadRequest).Text("message"));
        Assert.Equal("Pin post by placement: announcement exceed the limit", (await admin.Pins(open, posts[0], Pinning.Announcement)).Refused(ErrorKind.BadRequest).Text("message"));
        (await alice.Pins(open, posts[0])).Refused(ErrorKind.BadRequest);
        Assert.Equal(20, (await bob.Pinned(open, Pinning.Default)).Count);
        Assert.Equal(21, (await bob.Pinned(open)).Count);

        (await alice.Unpins(open, posts[3])).Ok();
        (await alice.Pins(open, posts[20])).Ok();
        (await alice.Delete($"/api/v4/posts/{posts[4]}")).Ok();
        (await alice.Pins(open, posts[21])).Ok();

        Assert.Equal([posts[21], posts[20], .. posts[5..20].AsEnumerable().Reverse(), posts[2], posts[1], posts[0]], await bob.Pinned(open, Pinning.Default));
        Assert.Equal(20, await amity.Number("select count(*) from pins where placement = 'default'"));
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task at_the_same_time_no_more_are_pinned_than_there_is_room_for()
    {
        var posts = await alice.WritesMany(6, open);

        var answers = await Task.WhenAll(posts.Select(post => alice.Pins(open, post, Pinning.Announcement)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Single(await bob.Pinned(open, Pinning.Announcement));
    }

    [Theory]
    [InlineData("global")]
    [InlineData("Default")]
    [InlineData("top")]
    public async Task another_placement_is_invalid(string placement)
    {
        var post = await bob.Writes("Rules", open);

        (await alice.Pins(open, post, placement)).Refused(ErrorKind.Invalid);
        (await alice.Unpins(open, post, placement)).Refused(ErrorKind.Invalid);
        (await alice.Get(Pinning.Of(open, placement))).Refused(ErrorKind.Invalid);
        (await alice.Delete(Pinning.Of(open, placement))).Refused(ErrorKind.Invalid);
    }
}
