using Amity.Core.Errors;
using Amity.Tests.Follows;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using Xunit;

namespace Amity.Tests.Settings;

/// <summary>Each social setting is turned over and back, and each time the next request meets it. Alice's club has Bob as a member; Carol is a stranger.</summary>
public sealed class SettingEffectsTests : IAsyncLifetime
{
    private AmityHost amity = null!;
    private Person alice = null!, bob = null!, carol = null!;

    public async Task InitializeAsync()
    {
        amity = await AmityHost.Start();
        (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
    }

    public Task DisposeAsync() => amity.DisposeAsync().AsTask();

    [Fact]
    public async Task userPrivacySetting_closes_walls_and_lists_of_follows_to_all_but_followers()
    {
        await bob.Follow("alice");
        var post = await alice.Writes("wall");
        string[] paths = [$"/api/v3/posts/{post}", "/api/v4/users/alice/followers", "/api/v3/user-feeds/alice"];
        await Reads(carol, null);

        await amity.Set("social", new { userPrivacySetting = "private" });
        await Reads(bob, null);
        await Reads(alice, null);
        await Reads(carol, [ErrorKind.NotFound, ErrorKind.PermissionDenied, ErrorKind.PermissionDenied]);
        await amity.Set("social", new { userPrivacySetting = "public" });
        await Reads(carol, null);

        async Task Reads(Person person, ErrorKind[]? refusals)
        {
            foreach (var (at, path) in paths.Index())
            {
                var answer = await person.Get(path);
                Assert.True(refusals is null ? answer.Status == 200 : answer.Status == Envelope.Status(refusals[at]), $"{person.UserId} {path}: {answer.Text}");
            }
        }
    }

    [Fact]
    public async Task isFollowWithRequestEnabled_lets_follows_wait_and_leaves_those_that_wait_when_it_is_switched()
    {
        await amity.Set("social", new { isFollowWithRequestEnabled = true });
        Assert.Equal("pending", (await bob.Follow("alice")).First("follows").Text("status"));
        await amity.Set("social", new { isFollowWithRequestEnabled = false });
        Assert.Equal("accepted", (await carol.Follow("alice")).First("follows").Text("status"));

        // Bob's waits still, is not accepted by a repeat's side effect in the counters, and can be accepted.
        Assert.Equal((1, 0, 1), await alice.Counts());
        (await alice.Post("/api/v4/me/followers/bob")).Ok();
        Assert.Equal((2, 0, 0), await alice.Counts());
    }

    [Fact]
    public async Task isAllowEditPostWhenReviewingEnabled_lets_authors_edit_what_waits()
    {
        var club = await alice.Founds(members: ["bob"], needApproval: true);
        var post = await bob.Writes("May I?", club);
        (await Edit()).Refused(ErrorKind.Forbidden);
        await amity.Set("social", new { isAllowEditPostWhenReviewingEnabled = true });
        (await Edit()).Ok();
        await amity.Set("social", new { isAllowEditPostWhenReviewingEnabled = false });
        (await Edit()).Refused(ErrorKind.Forbidden);

        Task<Answer> Edit() => bob.Put($"/api/v4/posts/{post}", new { data = new { text = "Please?" } });
    }

    [Fact]
    public async Task disallowNonMemberInteractInCommunity_leaves_strangers_to_read()
    {
        var post = await alice.Writes("Hello", await alice.Founds(members: ["bob"]));
        (await Comments(carol)).Ok();
        await amity.Set("social", new { disallowNonMemberInteractInCommunity = true });
        (await Comments(carol)).Refused(ErrorKind.PermissionDenied);
        (await Comments(bob)).Ok();
        await carol.Reads(post);
        await amity.Set("social", new { disallowNonMemberInteractInCommunity = false });
        (await Comments(carol)).Ok();

        Task<Answer> Comments(Person person) => person.Post("/api/v3/comments", new { referenceType = "post", referenceId = post, data = new { text = "Hi" } });
    }

    [Fact]
    public async Task allowJoinPrivateCommunity_lets_users_join_by_themselves()
    {
        var club = await alice.Founds(isPublic: false);
        Assert.Equal(404, (await Joins(carol)).Status);
        await amity.Set("social", new { allowJoinPrivateCommunity = true });
        (await Joins(carol)).Ok();
        await amity.Set("social", new { allowJoinPrivateCommunity = false });
        Assert.Equal(404, (await Joins(bob)).Status);

        Task<Answer> Joins(Person person) => person.Post($"/api/v3/communities/{club}/join");
    }

    /// <summary>Alice follows Bob; a stranger's post, Bob's, hers and one of her club: what is left of them under each setting.</summary>
    [Theory]
    [InlineData("showOnlyMyFeed", true, "mine")]
    [InlineData("showMyPost", false, "bob's", "club's")]
    [InlineData("showEveryonePost", true, "bob's", "carol's", "club's", "mine")]
    [InlineData("showCommunityPost", false, "bob's", "mine")]
    [InlineData("showFollowingPost", false, "club's", "mine")]
    public async Task each_of_the_five_switches_decides_whose_posts_a_global_feed_shows(string setting, bool value, params string[] shown)
    {
        await alice.Follow("bob");
        await alice.Writes("mine");
        await bob.Writes("bob's");
        await carol.Writes("carol's");
        await alice.Writes("club's", await alice.Founds());
        string[] usually = ["bob's", "club's", "mine"];
        Assert.Equal(usually, await Feed());

        await amity.Set("social", new Dictionary<string, bool> { [setting] = value });
        Assert.Equal(shown, await Feed());
        await amity.Set("social", new Dictionary<string, bool> { [setting] = !value });
        Assert.Equal(usually, await Feed());

        async Task<IEnumerable<string>> Feed() => (await alice.Get("/api/v3/global-feeds")).Ok()["posts"]!.AsArray()
            .Select(post => post!["data"]!.Text("text")).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task isAllowMentionedChannelEnabled_is_one_setting_wherever_it_is_read_and_changed()
    {
        await amity.Set("social", new { isAllowMentionedChannelEnabled = false });
        Assert.False((await alice.Settings("chat"))["mention"]!.Flag("isAllowMentionedChannelEnabled"));
        Assert.False((await alice.Settings("social")).Flag("isAllowMentionedChannelEnabled"));
        await amity.Set("chat", new { isAllowMentionedChannelEnabled = true });
        Assert.True((await alice.Settings("social")).Flag("isAllowMentionedChannelEnabled"));
    }
}
