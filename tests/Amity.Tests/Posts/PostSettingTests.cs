using Amity.Core.Errors;
using Amity.Tests.Communities;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Posts;

/// <summary>Who may post in Alice's community changes while Bob's posts wait for their review.</summary>
public sealed class PostSettingTests : IAsyncLifetime
{
    private AmityHost amity = null!;
    private Person alice = null!, bob = null!, carol = null!;
    private string hikers = "";

    public async Task InitializeAsync()
    {
        amity = await AmityHost.Start();
        alice = await amity.Login("alice");
        bob = await amity.Login("bob");
        carol = await amity.Login("carol");
        hikers = await alice.Founds(members: ["bob", "carol"], needApproval: true);
    }

    public Task DisposeAsync() => amity.DisposeAsync().AsTask();

    [Fact]
    public async Task where_only_moderators_post_from_now_on_what_waits_can_still_be_decided_on()
    {
        var (wanted, unwanted, withdrawn) = (await bob.Writes("1", hikers), await bob.Writes("2", hikers), await bob.Writes("3", hikers));
        await Holds(published: [], waiting: [withdrawn, unwanted, wanted]);

        (await alice.Put($"/api/v3/communities/{hikers}", new { onlyAdminCanPost = true })).Ok();

        Assert.Equal((true, false), await Setting());
        (await bob.Post("/api/v4/posts", Posting.Text("4", hikers))).Refused(ErrorKind.Forbidden);
        var rules = await alice.Writes("Rules", hikers);
        await Holds(published: [rules], waiting: [withdrawn, unwanted, wanted]);
        (await carol.Get($"/api/v3/posts/{wanted}")).Refused(ErrorKind.NotFound);
        (await alice.Post($"/api/v3/posts/{wanted}/approve")).Ok();
        (await alice.Post($"/api/v3/posts/{unwanted}/decline")).Ok();
        (await bob.Delete($"/api/v4/posts/{withdrawn}")).Ok();
        await Holds(published: [rules, wanted], waiting: []);
        Assert.Equal("declined", (await bob.Reads(unwanted)).Text("feedType"));
        (await carol.Post("/api/v3/comments", new { referenceId = wanted, data = new { text = "At last" } })).Ok();
    }

    [Fact]
    public async Task where_everybody_posts_from_now_on_what_waits_goes_on_waiting_and_what_is_new_does_not()
    {
        var waiting = await bob.Writes("1", hikers);

        (await alice.Put($"/api/v3/communities/{hikers}", new { needApprovalOnPostCreation = false })).Ok();

        Assert.Equal((false, false), await Setting());
        var next = await bob.Writes("2", hikers);
        await Holds(published: [next], waiting: [waiting]);
        (await alice.Post($"/api/v3/posts/{next}/decline")).Refused(ErrorKind.BadRequest);

        (await alice.Put($"/api/v3/communities/{hikers}", new { needApprovalOnPostCreation = true })).Ok();
        var later = await bob.Writes("3", hikers);
        await Holds(published: [next], waiting: [later, waiting]);
        (await alice.Post($"/api/v3/posts/{waiting}/approve")).Ok();
        await Holds(published: [next, waiting], waiting: [later]);
    }

    [Fact]
    public async Task the_two_settings_exclude_each_other_and_nothing_is_changed_by_who_asks_for_both()
    {
        (await alice.Put($"/api/v3/communities/{hikers}", new { onlyAdminCanPost = true, needApprovalOnPostCreation = true })).Refused(ErrorKind.Invalid);
        Assert.Equal((false, true), await Setting());

        (await alice.Put($"/api/v3/communities/{hikers}", new { onlyAdminCanPost = true })).Ok();
        Assert.Equal((true, false), await Setting());
        (await alice.Put($"/api/v3/communities/{hikers}", new { displayName = "Climbers" })).Ok();
        Assert.Equal((true, false), await Setting());
        (await alice.Put($"/api/v3/communities/{hikers}", new { needApprovalOnPostCreation = true })).Ok();
        Assert.Equal((false, true), await Setting());
        (await bob.Put($"/api/v3/communities/{hikers}", new { needApprovalOnPostCreation = false })).Refused(ErrorKind.PermissionDenied);
    }

    [Fact]
    public async Task a_member_who_becomes_a_moderator_posts_at_once_and_what_waited_of_theirs_waits_on()
    {
        var waiting = await bob.Writes("1", hikers);
        await amity.MakesModerator(hikers, "bob");

        var next = await bob.Writes("2", hikers);
        await Holds(published: [next], waiting: [waiting]);
        (await bob.Post($"/api/v3/posts/{waiting}/approve")).Ok();

        (await alice.Delete($"/api/v4/communities/{hikers}/users/roles?userIds[]=bob&roles[]=community-moderator")).Ok();
        var last = await bob.Writes("3", hikers);
        await Holds(published: [next, waiting], waiting: [last]);
        (await bob.Post($"/api/v3/posts/{last}/approve")).Refused(ErrorKind.PermissionDenied);
    }

    [Fact]
    public async Task what_a_banned_author_left_waiting_can_still_be_decided_on()
    {
        var (first, second) = (await bob.Writes("1", hikers), await bob.Writes("2", hikers));
        await CommunityCalls.Bans(amity, hikers, "bob");

        await Holds(published: [], waiting: [second, first]);
        (await bob.Delete($"/api/v4/posts/{first}")).Refused(ErrorKind.Banned);
        (await alice.Post($"/api/v3/posts/{first}/approve")).Ok();
        (await alice.Post($"/api/v3/posts/{second}/decline")).Ok();
        await Holds(published: [first], waiting: []);
    }

    /// <summary>Everybody lists what is published and the reviewers what waits, with the counts that belong to it.</summary>
    private async Task Holds(string[] published, string[] waiting)
    {
        // Newest first, or both in one millisecond.
        Assert.Equal(published.Order(), (await Listed(carol, "published")).Order());
        Assert.Equal(waiting, await Listed(alice, "reviewing"));
        Assert.Equal(waiting, await Listed(bob, "reviewing"));
        Assert.Empty(await Listed(carol, "reviewing"));
        var seen = (await alice.Get($"/api/v3/communities/{hikers}")).Ok();
        Assert.Equal(published.Length, seen.First("communities").Number("postsCount"));
        Assert.Equal(
            [published.Length, waiting.Length],
            ((string[])["published", "reviewing"]).Select(type => (int)Assert.Single(seen["feeds"]!.AsArray(), feed => feed!.Text("feedType") == type)!.Number("postCount")));
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    private async Task<IReadOnlyList<string>> Listed(Person person, string feedType) =>
        (await person.Get($"/api/v4/posts?targetType=community&targetId={hikers}&feedType={feedType}&isDeleted=false&options[limit]=20")).Ok().All("posts", "postId");

    private async Task<(bool OnlyAdmin, bool NeedApproval)> Setting()
    {
        var seen = await carol.Sees(hikers);
        return (seen.Flag("onlyAdminCanPost"), seen.Flag("needApprovalOnPostCreation"));
    }
}
