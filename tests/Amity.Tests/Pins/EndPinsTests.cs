using Amity.Core.Errors;
using Amity.Tests.Communities;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Pins;

/// <summary>Alice moderates a public community in which Bob is a member; his post is pinned, announced and shown to the whole network.</summary>
public sealed class EndPinsTests : IAsyncLifetime
{
    private readonly TestClock clock = new();
    private AmityHost amity = null!;
    private Person alice = null!, bob = null!, carol = null!, admin = null!;
    private string hikers = "", post = "";

    public async Task InitializeAsync()
    {
        amity = await AmityHost.Start(time: clock);
        alice = await amity.Login("alice");
        bob = await amity.Login("bob");
        carol = await amity.Login("carol");
        admin = await amity.Administrator();
        hikers = await alice.Founds(members: ["bob"]);
        post = await bob.Writes("News", hikers);
        (await alice.Pins(hikers, post)).Ok();
        (await alice.Pins(hikers, post, Pinning.Announcement)).Ok();
        (await admin.PinsGlobally(post)).Ok();
        clock.Advance(TimeSpan.FromSeconds(1));
    }

    public Task DisposeAsync() => amity.DisposeAsync().AsTask();

    [Fact]
    public async Task a_post_that_is_deleted_softly_is_pinned_nowhere_not_even_for_those_who_still_read_it()
    {
        (await bob.Delete($"/api/v4/posts/{post}")).Ok();

        foreach (var person in (Person[])[alice, bob, carol, admin])
        {
            Assert.Empty(await person.Pinned(hikers));
            Assert.Empty(await person.PinnedGlobally());
        }

        Assert.True((await bob.Reads(post)).Flag("isDeleted"));
        (await alice.Unpins(hikers, post)).Refused(ErrorKind.BadRequest);
        (await admin.UnpinsGlobally(post)).Refused(ErrorKind.BadRequest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?permanent=true")]
    public async Task a_deleted_post_makes_room_for_another(string how)
    {
        var next = await bob.Writes("Newer", hikers);
        (await alice.Pins(hikers, next, Pinning.Announcement)).Refused(ErrorKind.BadRequest);
        (await admin.PinsGlobally(next)).Refused(ErrorKind.BadRequest);

        (await bob.Delete($"/api/v4/posts/{post}{how}")).Ok();

        (await alice.Pins(hikers, next, Pinning.Announcement)).Ok();
        (await admin.PinsGlobally(next)).Ok();
        Assert.Equal([next], await carol.Pinned(hikers));
        Assert.Equal([next], await carol.PinnedGlobally());
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task a_post_that_is_deleted_for_good_takes_its_pins_with_it()
    {
        var before = (await carol.Get(Pinning.Of(hikers))).Ok().LastChange(hikers);

        (await bob.Delete($"/api/v4/posts/{post}?permanent=true")).Ok();

        Assert.Equal(0, await amity.Number("select count(*) from pins"));
        Assert.Empty(await carol.PinnedGlobally());
        Assert.True(string.CompareOrdinal((await carol.Get(Pinning.Of(hikers))).Ok().LastChange(hikers), before) > 0);
        (await alice.Unpins(hikers, post)).Refused(ErrorKind.NotFound);
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task a_child_that_is_deleted_ends_nothing()
    {
        var child = await amity.AddsChild(post, "image");

        (await bob.Delete($"/api/v4/posts/{child}?permanent=true")).Ok();

        Assert.Equal([post, post], await carol.Pinned(hikers));
        Assert.Equal([post], await carol.PinnedGlobally());
    }

    [Fact]
    public async Task a_community_that_is_closed_has_no_pins_any_more()
    {
        var others = await alice.Founds();
        var other = await alice.Writes("Other", others);
        (await alice.Pins(others, other)).Ok();

        await alice.Closes(hikers);

        Assert.Empty(await carol.PinnedGlobally());
        Assert.Empty(await admin.PinnedGlobally());
        foreach (var person in (Person[])[alice, carol, admin])
        {
            (await person.Get(Pinning.Of(hikers))).Refused(ErrorKind.NotFound);
            (await person.Pins(hikers, post)).Refused(ErrorKind.NotFound);
            (await person.Delete(Pinning.Of(hikers))).Refused(ErrorKind.NotFound);
        }

        Assert.Equal([other], await carol.Pinned(others));
        (await admin.PinsGlobally(other)).Ok();
        Assert.Equal(2, await amity.Number("select count(*) from pins"));
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task a_community_that_is_made_private_keeps_its_pins_but_for_the_global_ones_which_do_not_come_back()
    {
        (await alice.Put($"/api/v3/communities/{hikers}", new { isPublic = false })).Ok();

        foreach (var person in (Person[])[alice, bob, carol, admin])
        {
            Assert.Empty(await person.PinnedGlobally());
        }

        Assert.Equal([post, post], await bob.Pinned(hikers));
        (await carol.Get(Pinning.Of(hikers))).Refused(ErrorKind.Forbidden);
        (await admin.UnpinsGlobally(post)).Refused(ErrorKind.BadRequest);

        (await alice.Put($"/api/v3/communities/{hikers}", new { isPublic = true })).Ok();
        Assert.Empty(await carol.PinnedGlobally());
        Assert.Equal([post, post], await carol.Pinned(hikers));
        (await admin.PinsGlobally(post)).Ok();
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task a_change_that_does_not_touch_the_entrance_ends_nothing()
    {
        (await alice.Put($"/api/v3/communities/{hikers}", new { displayName = "Climbers", isPublic = true })).Ok();
        (await alice.Put($"/api/v3/communities/{hikers}", new { onlyAdminCanPost = true })).Ok();

        Assert.Equal([post], await carol.PinnedGlobally());
    }

    [Fact]
    public async Task what_a_banned_or_removed_author_wrote_stays_pinned()
    {
        await CommunityCalls.Bans(amity, hikers, "bob");
        Assert.Equal([post], await carol.PinnedGlobally());

        (await alice.Delete($"/api/v3/communities/{hikers}/users?userIds[]=bob")).Ok();
        Assert.Equal([post, post], await carol.Pinned(hikers));
    }

    [Fact]
    public async Task a_pinner_who_was_demoted_or_deleted_still_stands_behind_the_pin()
    {
        await amity.MakesModerator(hikers, "bob");
        (await admin.Delete($"/api/v4/communities/{hikers}/users/roles?userIds[]=alice&roles[]=community-moderator")).Ok();
        await amity.Deletes("alice");

        var answer = (await carol.Get(Pinning.Of(hikers))).Ok();

        answer.IsWholeFamily();
        Assert.Equal([alice.Session.First("users").Text("_id")], answer.All("pins", "pinnedBy").Distinct());
    }
}
