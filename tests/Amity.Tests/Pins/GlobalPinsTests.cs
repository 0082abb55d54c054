using Amity.Core.Errors;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Pins;

/// <summary>Alice moderates a public community in which Bob is a member; Carol is in none.</summary>
public sealed class GlobalPinsTests : IAsyncLifetime
{
    private readonly TestClock clock = new();
    private AmityHost amity = null!;
    private Person alice = null!, bob = null!, carol = null!, admin = null!;
    private string hikers = "";

    public async Task InitializeAsync()
    {
        amity = await AmityHost.Start(time: clock);
        alice = await amity.Login("alice");
        bob = await amity.Login("bob");
        carol = await amity.Login("carol");
        admin = await amity.Administrator();
        hikers = await alice.Founds(members: ["bob"]);
    }

    public Task DisposeAsync() => amity.DisposeAsync().AsTask();

    [Fact]
    public async Task a_global_pin_is_shown_to_everybody_and_says_who_pinned_it()
    {
        var post = await bob.Writes("News", hikers);
        (await alice.Pins(hikers, post)).Ok();
        clock.Advance(TimeSpan.FromSeconds(1));

        var answer = (await admin.PinsGlobally(post)).Ok();

        foreach (var seen in ((Person[])[alice, bob, carol, admin]).Select(async person => (await person.Get($"{Pinning.Global}?sortBy=lastPinned")).Ok()))
        {
            var list = await seen;
            list.IsWholeFamily();
            var pin = Assert.Single(list["pins"]!.AsArray())!;
            Assert.Equal((post, "post", "global"), (pin.Text("referenceId"), pin.Text("referenceType"), pin.Text("placement")));
            Assert.Equal(answer.First("pins").ToJsonString(), pin.ToJsonString());
            Assert.Equal("admin", Assert.Single(list["users"]!.AsArray(), user => user!.Text("userInternalId") == pin.Text("pinnedBy"))!.Text("userId"));
            Assert.Equal(pin.Text("pinnedAt"), list.LastChange(amity.Network.Id));
            Assert.True(string.CompareOrdinal(list.LastChange(hikers), pin.Text("pinnedAt")) < 0);
        }

        Assert.Equal([Pinning.Default], (await carol.Get(Pinning.Of(hikers))).Ok().All("pins", "placement"));
        (await amity.Nobody().Get(Pinning.Global)).Refused(ErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task only_administrators_pin_and_unpin_globally()
    {
        var post = await alice.Writes("News", hikers);
        await amity.Network.Database.Write(async tx =>
        {
            await Modules.Users.UserCommands.Register(tx, "super", null);
            await Modules.Users.UserCommands.GiveRole(tx, "super", "super-moderator");
            return true;
        });
        var super = await amity.LoginVerified("super");
        (await admin.PinsGlobally(post)).Ok();

        foreach (var person in (Person[])[alice, bob, super])
        {
            Assert.Equal("Insufficient permission", (await person.PinsGlobally(post)).Refused(ErrorKind.Forbidden).Text("message"));
            (await person.UnpinsGlobally(post)).Refused(ErrorKind.Forbidden);
            (await person.Delete(Pinning.Global)).Refused(ErrorKind.Forbidden);
        }

        (await alice.Delete(Pinning.Of(hikers))).Ok();
        Assert.Equal([post], await carol.PinnedGlobally());
    }

    [Fact]
    public async Task the_networks_setting_says_how_many_and_those_there_are_stay_when_it_is_lowered()
    {
        var posts = await alice.WritesMany(4, hikers);
        (await admin.PinsGlobally(posts[0])).Ok();
        Assert.Equal("Pin post by placement: global exceed the limit", (await admin.PinsGlobally(posts[1])).Refused(ErrorKind.BadRequest).Text("message"));

        (await alice.Put("/api/v3/network-settings/social", new { maxGlobalPinnedPost = 3 })).Refused(ErrorKind.PermissionDenied);
        (await admin.Put("/api/v3/network-settings/social", new { maxGlobalPinnedPost = 3 })).Ok();
        (await admin.PinsGlobally(posts[1])).Ok();
        Assert.Equal([posts[2], posts[1], posts[0]], (await admin.PinsGlobally(posts[2])).Ok().All("pins", "referenceId"));
        (await admin.PinsGlobally(posts[3])).Refused(ErrorKind.BadRequest);

        (await admin.Put("/api/v3/network-settings/social", new { maxGlobalPinnedPost = 2 })).Ok();
        Assert.Equal([posts[2], posts[1], posts[0]], await carol.PinnedGlobally());
        (await admin.UnpinsGlobally(posts[0])).Ok();
        (await admin.PinsGlobally(posts[3])).Refused(ErrorKind.BadRequest);
        (await admin.UnpinsGlobally(posts[1])).Ok();
        Assert.Equal([posts[3], posts[2]], (await admin.PinsGlobally(posts[3])).Ok().All("pins", "referenceId"));
    }

    [Fact]
    public async Task what_is_pinned_already_or_stands_in_no_public_community_is_refused()
    {
        var hidden = await alice.Founds(isPublic: false);
        var closed = await alice.Founds();
        var (here, inHidden, inClosed, onWall) = (await alice.Writes("1", hikers), await alice.Writes("2", hidden), await alice.Writes("3", closed), await alice.Writes("4"));
        await alice.Closes(closed);
        (await admin.PinsGlobally(here)).Ok();

        foreach (var (post, message) in ((string, string)[])
        [
            (here, $"Post {here} is already pinned"), (inHidden, $"Post {inHidden} is not in public community"), (onWall, $"Post {onWall} is not in community"),
        ])
        {
            Assert.Equal(message, (await admin.PinsGlobally(post)).Refused(ErrorKind.BadRequest).Text("message"));
        }

        (await admin.PinsGlobally(inClosed)).Refused(ErrorKind.NotFound);
        (await admin.PinsGlobally("nothing")).Refused(ErrorKind.NotFound);
        Assert.Equal([here], await carol.PinnedGlobally());
    }

    [Fact]
    public async Task an_unpinned_post_leaves_the_list_and_a_repeat_is_refused_and_clearing_ends_all()
    {
        (await admin.Put("/api/v3/network-settings/social", new { maxGlobalPinnedPost = 20 })).Ok();
        var posts = await alice.WritesMany(3, hikers);
        foreach (var post in posts)
        {
            (await alice.Pins(hikers, post)).Ok();
            (await admin.PinsGlobally(post)).Ok();
        }

        Assert.Equal([posts[2], posts[0]], (await admin.UnpinsGlobally(posts[1])).Ok().All("pins", "referenceId"));
        Assert.Equal($"Post {posts[1]} is not pinned", (await admin.UnpinsGlobally(posts[1])).Refused(ErrorKind.BadRequest).Text("message"));
        (await admin.UnpinsGlobally("nothing")).Refused(ErrorKind.NotFound);

        for (var again = 0; again < 2; again++)
        {
            var answer = (await admin.Delete(Pinning.Global)).Ok();
            answer.IsWholeFamily();
            Assert.Empty(answer["pins"]!.AsArray());
            Assert.Empty(await carol.PinnedGlobally());
        }

        Assert.Equal(3, (await carol.Pinned(hikers)).Count);
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }
}
