using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Modules.Networks;
using Amity.Modules.Posts;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Amity.Tests.Moderation;

/// <summary>The same text of one user three times within a minute, and no more.</summary>
public sealed class MaxRepetitionTests : IAsyncLifetime
{
    private static readonly object ThreeInAMinute = new { maxRepetition = 3, maxRepetitionTimeout = 60_000 };

    private readonly TestClock clock = new();
    private readonly ScratchFolder folder = new();
    private AmityHost amity = null!;
    private Person alice = null!, bob = null!;

    public async Task InitializeAsync()
    {
        amity = await AmityHost.Start(time: clock, folder: folder.Path);
        (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        await amity.Moderates(ThreeInAMinute);
    }

    public async Task DisposeAsync()
    {
        await amity.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task the_fourth_is_refused_and_nothing_of_it_is_stored()
    {
        await Says(3, "Buy!");

        var refusal = (await alice.SaysOnWall("Buy!")).Refused(ErrorKind.MaxRepetition);

        Assert.Equal("Max Repetition Exceed", refusal.Text("message"));
        Assert.Equal(3, await amity.Number("select count(*) from posts"));
        Assert.Equal(3, await amity.Number("select count(*) from said_texts"));
        (await alice.SaysOnWall("Something else")).Ok();
        (await bob.SaysOnWall("Buy!")).Ok();
        Assert.Empty(await amity.Muted());
    }

    [Fact]
    public async Task the_window_slides_and_ends_to_the_millisecond()
    {
        await Says(1, "Buy!");
        clock.Advance(TimeSpan.FromSeconds(30));
        await Says(2, "Buy!");
        clock.Advance(TimeSpan.FromMilliseconds(29_999));
        (await alice.SaysOnWall("Buy!")).Refused(ErrorKind.MaxRepetition);
        clock.Advance(TimeSpan.FromMilliseconds(1));

        // The first has left the window; those that were refused never were in it.
        await Says(1, "Buy!");
        (await alice.SaysOnWall("Buy!")).Refused(ErrorKind.MaxRepetition);
        clock.Advance(TimeSpan.FromSeconds(30));
        await Says(2, "Buy!");
        (await alice.SaysOnWall("Buy!")).Refused(ErrorKind.MaxRepetition);
    }

    [Fact]
    public async Task posts_comments_and_polls_count_together()
    {
        var post = await bob.Writes("What now?");
        (await alice.SaysOnWall("Buy!")).Ok();
        (await alice.SaysBelow(post, "Buy!")).Ok();
        (await alice.SaysBelow(post, "Buy!")).Ok();
        (await alice.SaysBelow(post, "Buy!")).Refused(ErrorKind.MaxRepetition);
        (await alice.SaysOnWall("Buy!")).Refused(ErrorKind.MaxRepetition);

        // A poll is its question with its answers: answers of many polls are the same.
        foreach (var question in (string[])["Tea?", "Cake?", "Milk?", "Wine?"])
        {
            (await alice.AsksPoll(question, "Yes", "No")).Ok();
        }

        (await alice.AsksPoll("Tea?", "Yes", "No")).Ok();
        (await alice.AsksPoll("Tea?", "Yes", "No")).Ok();
        (await alice.AsksPoll("Tea?", "Yes", "No")).Refused(ErrorKind.MaxRepetition);
        (await alice.AsksPoll("Tea?", "Yes", "Never")).Ok();
    }

    [Theory]
    [InlineData("BUY now!", "buy  NOW!", "\n buy now! ", true)]
    [InlineData("Straße", "STRASSE", "Straße!", false)]
    [InlineData("ДА", "да", "Да", true)]
    [InlineData("buy\u200b now", "b\u00aduy now", "buy now", true)]
    [InlineData("buy", "buy!", "b uy", false)]
    [InlineData("Füße", "Fuße", "Fuße.", false)]
    public async Task case_and_space_and_what_nobody_sees_make_no_other_text(string first, string second, string third, bool areSame)
    {
        await amity.Moderates(new { maxRepetition = 1 });
        (await alice.SaysOnWall(first)).Ok();
        foreach (var text in (string[])[second, third])
        {
            Assert.Equal(areSame ? Envelope.Status(ErrorKind.MaxRepetition) : Envelope.Ok, (await alice.SaysOnWall(text)).Status);
        }
    }

    [Fact]
    public async Task a_title_makes_another_text_and_a_preview_does_not()
    {
        await amity.Moderates(new { maxRepetition = 1 });
        Task<Answer> Post(string title, string url) =>
            alice.Post("/api/v4/posts", new { data = new { text = "Look", title }, links = new[] { new { url, title = url } } });

        (await Post("A", "https://example.com/1")).Ok();
        (await Post("B", "https://example.com/1")).Ok();
        (await Post("A", "https://example.com/2")).Refused(ErrorKind.MaxRepetition);
    }

    [Fact]
    public async Task what_has_no_text_and_what_is_edited_repeats_nothing()
    {
        await amity.Moderates(new { maxRepetition = 1 });
        var (post, other) = (await alice.Writes("Buy!"), await alice.Writes("Sell!"));
        for (var i = 0; i < 3; i++)
        {
            (await alice.Put($"/api/v4/posts/{post}", new { data = new { text = "Buy!" }, tags = new[] { $"tag{i}" } })).Ok();
            (await alice.Put($"/api/v4/posts/{other}", new { data = new { text = "Buy!" } })).Ok();
            (await alice.Post("/api/v4/posts", new { dataType = "my.type", data = new { number = 1 } })).Ok();
        }

        (await alice.SaysOnWall("Buy!")).Refused(ErrorKind.MaxRepetition);
    }

    [Fact]
    public async Task what_fails_for_another_reason_counts_for_nothing()
    {
        for (var i = 0; i < 5; i++)
        {
            (await alice.SaysBelow("unknown", "Buy!")).Refused(ErrorKind.NotFound);
            (await alice.Post("/api/v4/posts", new { data = new { text = "Buy!" }, tags = new[] { new string('x', 1000) } })).Refused(ErrorKind.Invalid);
        }

        Assert.Equal(0, await amity.Number("select count(*) from said_texts"));
        await Says(3, "Buy!");
        (await alice.SaysOnWall("Buy!")).Refused(ErrorKind.MaxRepetition);
    }

    [Fact]
    public async Task of_many_at_a_time_exactly_as_many_are_stored_as_may_be()
    {
        await amity.Moderates(new { maxRepetitionMuteTimeout = 1000 });
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => alice.SaysOnWall("Buy!")));

        Assert.Equal(3, answers.Count(answer => answer.Status == Envelope.Ok));
        Assert.All(
            answers.Where(answer => answer.Status != Envelope.Ok),
            answer => Assert.Contains((int)answer.Json!.Number("code"), (int[])[Envelope.Code(ErrorKind.MaxRepetition), Envelope.Code(ErrorKind.Muted)]));
        Assert.Contains(answers, answer => answer.Json!["code"]?.GetValue<int>() == Envelope.Code(ErrorKind.MaxRepetition));
        Assert.Equal(3, await amity.Number("select count(*) from posts"));
        Assert.Equal([("alice", "repetition")], await amity.Muted());
    }

    [Fact]
    public async Task a_repetition_too_many_mutes_for_as_long_as_the_network_says()
    {
        await amity.Moderates(new { maxRepetitionMuteTimeout = 5000 });
        await Says(3, "Buy!");
        (await alice.SaysOnWall("Buy!")).Refused(ErrorKind.MaxRepetition);
        (await alice.SaysOnWall("Something else")).Refused(ErrorKind.Muted);
        Assert.Equal([("alice", "repetition")], await amity.Muted());

        clock.Advance(TimeSpan.FromMilliseconds(4999));
        (await alice.SaysOnWall("Something else")).Refused(ErrorKind.Muted);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        (await alice.SaysOnWall("Something else")).Ok();
    }

    [Fact]
    public async Task administrators_and_holders_of_the_exemption_repeat_themselves()
    {
        var admin = await amity.Administrator();
        var moderator = await amity.Exempts("bob", "EXEMPT_FROM_REPETITION_CHECK");
        for (var i = 0; i < 5; i++)
        {
            (await admin.SaysOnWall("Welcome!")).Ok();
            (await moderator.SaysOnWall("Welcome!")).Ok();
        }

        // Nobody vouched for this session: it has no rights of the network.
        bob = await amity.Login("bob");
        for (var i = 0; i < 3; i++)
        {
            (await bob.SaysOnWall("Welcome!")).Ok();
        }

        (await bob.SaysOnWall("Welcome!")).Refused(ErrorKind.MaxRepetition);
    }

    [Fact]
    public async Task a_restart_forgets_nothing()
    {
        await Says(3, "Buy!");
        await amity.DisposeAsync();
        amity = await AmityHost.Start(time: clock, folder: folder.Path);
        alice = await amity.Login("alice");

        (await alice.SaysOnWall("Buy!")).Refused(ErrorKind.MaxRepetition);
        clock.Advance(TimeSpan.FromMinutes(1));
        await Says(1, "Buy!");
    }

    [Theory]
    [InlineData("maxRepetition")]
    [InlineData("maxRepetitionTimeout")]
    public async Task switched_off_it_remembers_nothing_and_begins_anew_when_it_is_on_again(string setting)
    {
        await Says(3, "Buy!");
        await amity.Moderates(new Dictionary<string, int> { [setting] = 0 });
        await amity.JobsAreDone();
        Assert.Equal(0, await amity.Number("select count(*) from said_texts"));
        await Says(4, "Buy!");
        Assert.Equal(0, await amity.Number("select count(*) from said_texts"));

        clock.Advance(TimeSpan.FromMilliseconds(1));
        await amity.Moderates(ThreeInAMinute);
        await Says(3, "Buy!");
        (await alice.SaysOnWall("Buy!")).Refused(ErrorKind.MaxRepetition);
    }

    [Fact]
    public async Task what_is_being_forgotten_counts_no_more()
    {
        await Says(3, "Buy!");
        var hash = await amity.Network.Database.Write(tx => tx.One<string>("select text_hash from said_texts limit 1"));
        await amity.Moderates(new { maxRepetition = 0 });
        await amity.JobsAreDone();

        // As if the job had not come to it.
        await Remembers("alice", 3, hash!);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        await amity.Moderates(ThreeInAMinute);
        await Says(3, "Buy!");
        (await alice.SaysOnWall("Buy!")).Refused(ErrorKind.MaxRepetition);
    }

    [Fact]
    public async Task what_has_passed_is_removed_by_the_texts_that_follow_whoever_writes_them()
    {
        await Remembers("carol", 25, "long ago");
        clock.Advance(TimeSpan.FromMinutes(2));

        for (var i = 0; i < 3; i++)
        {
            (await alice.SaysOnWall($"New {i}")).Ok();
        }

        Assert.Equal(0, await amity.Number("select count(*) from said_texts where user_id = 'carol'"));
        Assert.Equal(3, await amity.Number("select count(*) from said_texts"));
    }

    [Fact]
    public async Task of_one_user_a_thousand_texts_are_remembered_and_no_more()
    {
        await Remembers("alice", 1000, "other");
        (await alice.SaysOnWall("One more")).Ok();

        Assert.Equal(1000, await amity.Number("select count(*) from said_texts where user_id = 'alice'"));
        Assert.Equal(1, await amity.Number("select count(*) from said_texts where text_hash <> 'other'"));
        (await (await amity.Administrator()).Put(MuteCalls.Settings, new { maxRepetition = 1001 })).Refused(ErrorKind.Invalid);
        await amity.Moderates(new { maxRepetition = 1000 });
    }

    [Fact]
    public async Task what_a_host_sends_in_process_counts_as_well()
    {
        var caller = await amity.Services.GetRequiredService<ICallers>().User("alice");
        for (var i = 0; i < 3; i++)
        {
            await Say(caller);
        }

        Assert.Equal(ErrorKind.MaxRepetition, (await Assert.ThrowsAsync<AmityException>(() => Say(caller))).Kind);

        async Task Say(Caller speaker)
        {
            await using var scope = amity.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CreatePost.Request { Caller = speaker, Data = new RawJson("""{"text":"Buy!"}""") });
        }
    }

    private async Task Says(int times, string text)
    {
        for (var i = 0; i < times; i++)
        {
            (await alice.SaysOnWall(text)).Ok();
        }
    }

    /// <summary>Arranges what a user wrote now.</summary>
    private Task Remembers(string userId, int count, string hash) => amity.Network.Database.Write(async tx =>
    {
        for (var sequence = 1; sequence <= count; sequence++)
        {
            await tx.Run("insert into said_texts values (@userId, @sequence, @hash, @now)", new { userId, sequence, hash, now = tx.Now });
        }

        return true;
    });
}
