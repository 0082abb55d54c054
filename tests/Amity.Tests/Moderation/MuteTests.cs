using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Modules.Networks;
using Amity.Modules.Posts;
using Amity.Tests.Comments;
using Amity.Tests.Follows;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Amity.Tests.Moderation;

/// <summary>A blocked word mutes for a minute; the word is weed.</summary>
public sealed class MuteTests : IAsyncLifetime
{
    private readonly TestClock clock = new();
    private readonly ScratchFolder folder = new();
    private AmityHost amity = null!;
    private Person admin = null!, alice = null!, bob = null!;

    public async Task InitializeAsync()
    {
        amity = await AmityHost.Start(time: clock, folder: folder.Path);
        (admin, alice, bob) = (await amity.Administrator(), await amity.Login("alice"), await amity.Login("bob"));
        await admin.Blocks("weed");
        await amity.Moderates(new { blacklistMuteTimeout = 60_000 });
    }

    public async Task DisposeAsync()
    {
        await amity.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task texts_of_the_muted_are_refused_new_and_edited_and_all_else_goes_on()
    {
        var post = await alice.Writes("Mine");
        var comment = await alice.Comment(post);
        var club = await bob.Founds();
        var poll = await bob.AsksPoll("Tea?", "Yes", "No");
        (await alice.SaysOnWall("weed")).Refused(ErrorKind.BlockedWord);

        var refusal = (await alice.SaysOnWall("fine")).Refused(ErrorKind.Muted);
        Assert.Equal("User is muted.", refusal.Text("message"));
        (await alice.Post("/api/v3/posts", new { data = new { text = "fine" } })).Refused(ErrorKind.Muted);
        (await alice.SaysOnWall("weed")).Refused(ErrorKind.Muted);
        (await alice.Put($"/api/v4/posts/{post}", new { data = new { text = "fine" } })).Refused(ErrorKind.Muted);
        (await alice.SaysBelow(post, "fine")).Refused(ErrorKind.Muted);
        (await alice.Put($"/api/v3/comments/{comment}", new { data = new { text = "fine" } })).Refused(ErrorKind.Muted);
        (await alice.AsksPoll("Cake?", "Yes", "No")).Refused(ErrorKind.Muted);

        await alice.Reads(post);
        await alice.React("post", post);
        await alice.Follow("bob");
        await Posting.Joins(alice, club);
        (await alice.Put("/api/v3/users", new { userId = "alice", displayName = "Alice", description = "quiet" })).Ok();
        (await alice.Post("/api/v3/communities", new { displayName = "silence", isPublic = true })).Ok();
        var answers = poll.Ok().First("polls").All("answers", "id");
        await bob.Post("/api/v4/posts", new { dataType = "poll", data = new { pollId = poll.Json!.First("polls").Text("pollId") } });
        (await alice.Post($"/api/v3/polls/{poll.Json!.First("polls").Text("pollId")}/votes", new { answerIds = answers.Take(1) })).Ok();
        (await alice.VerifiesTexts("fine")).Ok();
        (await alice.Delete($"/api/v3/comments/{comment}")).Ok();
        (await alice.Delete($"/api/v4/posts/{post}")).Ok();
        (await bob.SaysOnWall("fine")).Ok();
        Assert.Empty(await Recount.Of(amity.Network.Database));
    }

    [Fact]
    public async Task a_mute_ends_by_itself_to_the_millisecond()
    {
        (await alice.SaysOnWall("weed")).Refused(ErrorKind.BlockedWord);
        clock.Advance(TimeSpan.FromMilliseconds(59_999));
        (await alice.SaysOnWall("fine")).Refused(ErrorKind.Muted);
        Assert.Equal([("alice", "blockedWord")], await amity.Muted());

        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Empty(await amity.Muted());
        (await alice.SaysOnWall("fine")).Ok();
        (await alice.SaysOnWall("weed")).Refused(ErrorKind.BlockedWord);
        (await alice.SaysOnWall("fine")).Refused(ErrorKind.Muted);
    }

    [Fact]
    public async Task every_text_that_is_refused_mutes_also_an_edited_one()
    {
        var post = await alice.Writes("Mine");
        (await alice.Put($"/api/v4/posts/{post}", new { data = new { text = "weed" } })).Refused(ErrorKind.BlockedWord);
        (await bob.SaysBelow(post, "weed")).Refused(ErrorKind.BlockedWord);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        var carol = await amity.Login("carol");
        (await carol.AsksPoll("Which?", "weed", "grass")).Refused(ErrorKind.BlockedWord);

        Assert.Equal("carol", (await amity.Muted())[0].UserId);
        Assert.Equal(["alice", "bob", "carol"], (await amity.Muted()).Select(mute => mute.UserId).Order());
    }

    [Fact]
    public async Task a_link_mutes_by_its_own_timeout()
    {
        await admin.SwitchesAllowlist(true);
        (await alice.SaysOnWall("example.com")).Refused(ErrorKind.LinkNotAllowed);
        (await alice.SaysOnWall("fine")).Ok();

        await amity.Moderates(new { blacklistMuteTimeout = 0, whitelistMuteTimeout = 1000 });
        (await bob.SaysOnWall("weed")).Refused(ErrorKind.BlockedWord);
        (await bob.SaysOnWall("fine")).Ok();
        (await alice.SaysOnWall("example.com")).Refused(ErrorKind.LinkNotAllowed);
        Assert.Equal([("alice", "link")], await amity.Muted());
        clock.Advance(TimeSpan.FromSeconds(1));
        (await alice.SaysOnWall("fine")).Ok();
    }

    [Fact]
    public async Task with_a_timeout_of_zero_nobody_is_muted_and_mutes_that_run_go_on()
    {
        (await alice.SaysOnWall("weed")).Refused(ErrorKind.BlockedWord);
        await amity.Moderates(new { blacklistMuteTimeout = 0 });
        (await bob.SaysOnWall("weed")).Refused(ErrorKind.BlockedWord);

        (await bob.SaysOnWall("fine")).Ok();
        (await alice.SaysOnWall("fine")).Refused(ErrorKind.Muted);
        Assert.Equal([("alice", "blockedWord")], await amity.Muted());
    }

    [Fact]
    public async Task asking_whether_a_text_would_be_refused_mutes_nobody()
    {
        (await alice.VerifiesTexts("weed")).Refused(ErrorKind.BlockedWord);
        (await alice.SaysOnWall("fine")).Ok();
        Assert.Empty(await amity.Muted());
    }

    [Fact]
    public async Task a_longer_mute_is_not_cut_short_by_a_shorter_one()
    {
        // Two refusals of one moment: the second mute is the shorter one.
        await admin.SwitchesAllowlist(true);
        await amity.Moderates(new { whitelistMuteTimeout = 1000 });
        await Task.WhenAll(Enumerable.Range(0, 10).SelectMany(_ => new[] { alice.SaysOnWall("weed"), alice.SaysOnWall("example.com") }));
        var mute = (await admin.Get(MuteCalls.Mutes)).Ok().First("mutes");
        var lasts = mute["endsAt"]!.GetValue<DateTimeOffset>() - mute["createdAt"]!.GetValue<DateTimeOffset>();
        Assert.Contains((mute.Text("reason"), lasts.TotalMilliseconds), ((string, double)[])[("blockedWord", 60_000), ("link", 1000)]);
        if (mute.Text("reason") == "blockedWord")
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            (await alice.SaysOnWall("fine")).Refused(ErrorKind.Muted);
        }
    }

    [Fact]
    public async Task the_exempt_are_refused_and_never_muted()
    {
        var moderator = await amity.Exempts("bob", "EXEMPT_FROM_MUTE");
        (await moderator.SaysOnWall("weed")).Refused(ErrorKind.BlockedWord);
        (await moderator.SaysOnWall("fine")).Ok();
        Assert.Empty(await amity.Muted());

        // A mute of a session that nobody vouched for does not reach the one that somebody did.
        (await (await amity.Login("bob")).SaysOnWall("weed")).Refused(ErrorKind.BlockedWord);
        (await (await amity.Login("bob")).SaysOnWall("fine")).Refused(ErrorKind.Muted);
        (await moderator.SaysOnWall("fine again")).Refused(ErrorKind.Unauthenticated);
        (await (await amity.LoginVerified("bob")).SaysOnWall("fine again")).Ok();

        (await admin.SaysOnWall("weed")).Ok();
    }

    [Fact]
    public async Task a_restart_lifts_no_mute()
    {
        (await alice.SaysOnWall("weed")).Refused(ErrorKind.BlockedWord);
        await amity.DisposeAsync();
        amity = await AmityHost.Start(time: clock, folder: folder.Path);
        (await (await amity.Login("alice")).SaysOnWall("fine")).Refused(ErrorKind.Muted);
    }

    [Fact]
    public async Task an_administrator_lifts_a_mute_and_users_do_not()
    {
        (await alice.SaysOnWall("weed")).Refused(ErrorKind.BlockedWord);
        (await alice.Get(MuteCalls.Mutes)).Refused(ErrorKind.PermissionDenied);
        (await alice.Delete($"{MuteCalls.Mutes}/alice")).Refused(ErrorKind.PermissionDenied);

        Assert.Equal("""{"success":true}""", (await admin.Delete($"{MuteCalls.Mutes}/alice")).Ok().ToJsonString());

        Assert.Empty(await amity.Muted());
        (await alice.SaysOnWall("fine")).Ok();
        (await admin.Delete($"{MuteCalls.Mutes}/alice")).Refused(ErrorKind.NotFound);
        (await admin.Delete($"{MuteCalls.Mutes}/nobody")).Refused(ErrorKind.NotFound);
    }

    [Fact]
    public async Task the_list_shows_live_mutes_page_by_page_the_newest_first()
    {
        await amity.Network.Database.Write(async tx =>
        {
            for (var i = 0; i < 5; i++)
            {
                await tx.Run(
                    "insert into mutes (user_id, reason, ends_at, created_at) values (@userId, 'link', @ends, @created)",
                    new { userId = $"user{i}", ends = tx.Now + (i == 4 ? 0 : 1000), created = tx.Now + i });
            }

            return true;
        });

        Assert.Equal(
            ["user3", "user2", "user1", "user0"],
            (await admin.Get($"{MuteCalls.Mutes}?options[limit]=10")).Ok().All("mutes", "userId"));
        var first = (await admin.Get($"{MuteCalls.Mutes}?options[limit]=3")).Ok();
        var second = (await admin.Get($"{MuteCalls.Mutes}?options[token]={Uri.EscapeDataString(first["paging"]!.Text("next"))}")).Ok();
        Assert.Equal(["user3", "user2", "user1"], first.All("mutes", "userId"));
        Assert.Equal(["user0"], second.All("mutes", "userId"));
        Assert.Equal(["user0", "user1"], (await admin.Get($"{MuteCalls.Mutes}?sortBy=firstCreated&limit=2")).Ok().All("mutes", "userId"));
        (await admin.Get($"{MuteCalls.Mutes}?sortBy=colour")).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task mutes_that_have_ended_are_removed_by_those_that_follow()
    {
        (await alice.SaysOnWall("weed")).Refused(ErrorKind.BlockedWord);
        clock.Advance(TimeSpan.FromMinutes(2));
        (await bob.SaysOnWall("weed")).Refused(ErrorKind.BlockedWord);
        Assert.Equal(1, await amity.Number("select count(*) from mutes"));
    }

    [Fact]
    public async Task who_hangs_up_is_muted_all_the_same_and_in_process_as_over_http()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        var caller = await amity.Services.GetRequiredService<ICallers>().User("alice");

        Assert.Equal(ErrorKind.BlockedWord, (await Assert.ThrowsAsync<AmityException>(() => Say(caller, "weed"))).Kind);

        Assert.Equal([("alice", "blockedWord")], await amity.Muted());
        Assert.Equal(ErrorKind.Muted, (await Assert.ThrowsAsync<AmityException>(() => Say(caller, "fine"))).Kind);
        (await alice.SaysOnWall("fine")).Refused(ErrorKind.Muted);

        async Task Say(Caller speaker, string text)
        {
            await using var scope = amity.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CreatePost.Request { Caller = speaker, Text = text }, gone.Token);
        }
    }
}
