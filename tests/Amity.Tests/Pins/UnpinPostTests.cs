using Amity.Core.Errors;
using Amity.Tests.Communities;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Pins;

/// <summary>Alice moderates a public community in which Bob is a member and Carol is not. Three of its posts are pinned, the third is also announced.</summary>
public sealed class UnpinPostTests : IAsyncLifetime
{
    private readonly TestClock clock = new();
    private AmityHost amity = null!;
    private Person alice = null!, bob = null!, carol = null!, admin = null!;
    private string hikers = "", secret = "", inSecret = "";
    private List<string> posts = [];

    public async Task InitializeAsync()
    {
        amity = await AmityHost.Start(time: clock);
        alice = await amity.Login("alice");
        bob = await amity.Login("bob");
        carol = await amity.Login("carol");
        admin = await amity.Administrator();
        hikers = await alice.Founds(members: ["bob"]);
        secret = await alice.Founds(isPublic: false, members: ["bob"]);
        inSecret = await bob.Writes("Hush", secret);
        (await alice.Pins(secret, inSecret)).Ok();
        posts = await bob.WritesMany(3, hikers);
        foreach (var post in posts)
        {
            (await alice.Pins(hikers, post)).Ok();
        }

        (await alice.Pins(hikers, posts[2], Pinning.Announcement)).Ok();
        clock.Advance(TimeSpan.FromSeconds(1));
    }

    public Task DisposeAsync() => amity.DisposeAsync().AsTask();

    [Fact]
    public async Task an_unpinned_post_leaves_its_placement_and_no_other()
    {
        var before = (await alice.Get(Pinning.Of(hikers))).Ok().LastChange(hikers);

        var answer = (await alice.Unpins(hikers, posts[2])).Ok();

        answer.IsWholeFamily();
        Assert.Equal([posts[1], posts[0]], answer.All("pins", "referenceId"));
        Assert.True(string.CompareOrdinal(answer.LastChange(hikers), before) > 0);
        Assert.Equal([posts[2]], await bob.Pinned(hikers, Pinning.Announcement));
        Assert.Equal("post 2", (await bob.Reads(posts[2]))["data"]!.Text("text"));
    }

    [Fact]
    public async Task what_is_not_pinned_cannot_be_unpinned_so_that_a_repeat_is_refused()
    {
        (await alice.Unpins(hikers, posts[0])).Ok();

        Assert.Equal($"Post {posts[0]} is not pinned", (await alice.Unpins(hikers, posts[0])).Refused(ErrorKind.BadRequest).Text("message"));
        (await alice.Unpins(hikers, posts[1], Pinning.Announcement)).Refused(ErrorKind.BadRequest);
        (await bob.Delete($"/api/v4/posts/{posts[1]}")).Ok();
        (await alice.Unpins(hikers, posts[1])).Refused(ErrorKind.BadRequest);
    }

    [Fact]
    public async Task the_pins_of_a_placement_or_of_the_community_are_cleared_and_a_repeat_changes_nothing()
    {
        for (var again = 0; again < 2; again++)
        {
            Assert.Equal("""{"success":true}""", (await alice.Delete(Pinning.Of(hikers, Pinning.Default))).Ok().ToJsonString());
            Assert.Equal([posts[2]], await bob.Pinned(hikers));
        }

        (await alice.Pins(hikers, posts[0])).Ok();
        (await alice.Delete(Pinning.Of(hikers))).Ok();
        var cleared = (await bob.Get(Pinning.Of(hikers))).Ok();
        clock.Advance(TimeSpan.FromSeconds(1));
        (await alice.Delete(Pinning.Of(hikers))).Ok();

        Assert.Empty(cleared.All("pins", "referenceId"));
        cleared.IsWholeFamily();
        Assert.Equal(cleared.LastChange(hikers), (await bob.Get(Pinning.Of(hikers))).Ok().LastChange(hikers));
        Assert.Equal([inSecret], await bob.Pinned(secret));
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task who_may_not_pin_there_may_not_end_pins_either()
    {
        await CommunityCalls.Bans(amity, hikers, "carol");

        foreach (var path in (string[])[Pinning.Of(hikers), Pinning.Of(hikers, Pinning.Default), Pinning.Of(hikers, Pinning.Default, posts[0])])
        {
            Assert.Equal("You are not allowed to do this", (await bob.Delete(path)).Refused(ErrorKind.Forbidden).Text("message"));
            (await carol.Delete(path)).Refused(ErrorKind.Banned);
            (await amity.Nobody().Delete(path)).Refused(ErrorKind.Unauthenticated);
        }

        foreach (var path in (string[])[Pinning.Of(secret), Pinning.Of(secret, Pinning.Default), Pinning.Of(secret, Pinning.Default, inSecret)])
        {
            (await carol.Delete(path)).Refused(ErrorKind.Forbidden);
        }

        (await alice.Delete(Pinning.Of("nothing"))).Refused(ErrorKind.NotFound);
        Assert.Equal(3, (await bob.Pinned(hikers, Pinning.Default)).Count);
        (await admin.Delete(Pinning.Of(secret))).Ok();
        Assert.Empty(await bob.Pinned(secret));
    }

    [Fact]
    public async Task a_moderator_of_the_whole_network_ends_pins_in_private_communities_too_when_somebody_vouches_for_it()
    {
        await amity.Network.Database.Write(async tx =>
        {
            await Modules.Users.UserCommands.Register(tx, "super", null);
            await Modules.Users.UserCommands.GiveRole(tx, "super", "super-moderator");
            return true;
        });
        var super = await amity.LoginVerified("super");

        (await (await amity.Login("super", deviceId: "other")).Delete(Pinning.Of(secret))).Refused(ErrorKind.Forbidden);
        (await super.Delete(Pinning.Of(secret))).Ok();
        (await super.Unpins(hikers, posts[0])).Ok();
    }
}
