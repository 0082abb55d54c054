using Amity.Core.Data;
using Amity.Modules.Networks;
using Amity.Modules.Realtime;
using Amity.Modules.Users;
using Amity.Tests.Kit;
using Amity.Tests.Posts;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Amity.Tests.Realtime;

/// <summary>What others do arrives while it happens, in its order, and without what each reader sees differently.</summary>
public sealed class AnnouncementTests
{
    [Fact]
    public async Task a_profile_that_changes_is_told_to_those_who_listen_to_its_user()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
        await using var listening = await Listener.Of(amity, bob);
        await using var elsewhere = await Listener.Of(amity, carol);
        Assert.True(await listening.Hears(alice.Topic()));
        Assert.True(await elsewhere.Hears(bob.Topic()));

        (await alice.Put("/api/v3/users", new { userId = "alice", displayName = "Alice the second" })).Ok();

        var told = await listening.Next();
        Assert.Equal("user.updated", told.Text("eventType"));
        Assert.Equal(alice.Topic(), told.Text("path"));
        Assert.Equal(amity.Network.Id, told.Text("networkId"));
        Assert.Equal("Alice the second", told["data"]!.First("users").Text("displayName"));
        Assert.NotNull(told["data"]!["files"]);
        await elsewhere.HasHeardNothing();
    }

    [Fact]
    public async Task a_community_that_changes_is_told_without_what_differs_from_reader_to_reader()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var community = await alice.Founds();
        await using var listening = await Listener.Of(amity, bob);
        Assert.True(await listening.Hears($"{amity.Network.Id}/social/community/{community}"));

        (await alice.Put($"/api/v3/communities/{community}", new { description = "up early" })).Ok();

        var told = await listening.Next();
        Assert.Equal("community.updated", told.Text("eventType"));
        var shown = told["data"]!.First("communities");
        Assert.Equal("up early", shown.Text("description"));
        Assert.Null(shown["isJoined"]);
        Assert.Equal(["alice"], told["data"]!.All("users", "userId"));
        Assert.NotNull(told["data"]!["communityUsers"]);
    }

    [Fact]
    public async Task a_new_post_is_told_whole_and_without_what_differs_from_reader_to_reader()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        var community = await alice.Founds();
        await using var listening = await Listener.Of(amity, bob);
        Assert.True(await listening.Hears($"{amity.Network.Id}/social/community/{community}/post/+"));

        var post = await alice.Writes("the ridge is open", community);

        var told = await listening.Next();
        Assert.Equal("post.created", told.Text("eventType"));
        var shown = told["data"]!.First("posts");
        Assert.Equal(post, shown.Text("postId"));
        Assert.Equal("the ridge is open", shown["data"]!.Text("text"));
        Assert.Null(shown["myReactions"]);
        Assert.Null(told["data"]!.First("communities")["isJoined"]);
        Assert.Contains("alice", told["data"]!.All("users", "userId"));
        Assert.NotEmpty(told["data"]!["feeds"]!.AsArray());
    }

    [Fact]
    public async Task a_post_that_waits_for_its_review_is_told_to_its_author_and_those_who_review()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
        var community = await alice.Founds(members: ["bob", "carol"], needApproval: true);
        var posts = $"{amity.Network.Id}/social/community/{community}/post/+";
        await using var moderator = await Listener.Of(amity, alice);
        await using var author = await Listener.Of(amity, bob);
        await using var member = await Listener.Of(amity, carol);
        foreach (var listener in (Listener[])[moderator, author, member])
        {
            Assert.True(await listener.Hears(posts));
        }

        await bob.Writes("please", community);

        Assert.Equal("reviewing", (await moderator.Next())["data"]!.First("posts").Text("feedType"));
        Assert.Equal("post.created", (await author.Next()).Text("eventType"));
        await member.HasHeardNothing();
    }

    [Fact]
    public async Task what_a_host_does_in_process_is_told_as_well()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await using var listening = await Listener.Of(amity, alice);
        Assert.True(await listening.Hears(alice.Topic()));
        var caller = await amity.Services.GetRequiredService<ICallers>().User("alice");
        await using var scope = amity.Services.CreateAsyncScope();

        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new UpdateUser.Request { Caller = caller, UserId = "alice", Description = "from inside" });

        Assert.Equal("from inside", (await listening.Next())["data"]!.First("users").Text("description"));
    }

    [Fact]
    public async Task operators_see_connections_and_events_as_metrics()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await using var listening = await Listener.Of(amity, alice);
        Assert.True(await listening.Hears(alice.Topic()));
        (await alice.Put("/api/v3/users", new { userId = "alice", description = "counted" })).Ok();
        await listening.Next();
        var meters = amity.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>();
        var read = new Dictionary<string, long>();
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        listener.InstrumentPublished = (instrument, reading) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Name.StartsWith("amity.realtime", StringComparison.Ordinal))
            {
                reading.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => read[instrument.Name] = value);
        listener.Start();

        listener.RecordObservableInstruments();

        Assert.Equal((1, 1, 1), (read["amity.realtime.connections"], read["amity.realtime.devices"], read["amity.realtime.subscriptions"]));
        Assert.Equal((1, 1, 0), (read["amity.realtime.events"], read["amity.realtime.deliveries"], read["amity.realtime.events.dropped"]));
        Assert.True(read["amity.realtime.delivered"] > 100 && read["amity.realtime.received"] > 100);
    }

    [Fact]
    public async Task changes_of_one_object_arrive_in_the_order_in_which_they_were_answered()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        await using var listening = await Listener.Of(amity, bob);
        Assert.True(await listening.Hears(alice.Topic()));

        for (var number = 1; number <= 30; number++)
        {
            (await alice.Put("/api/v3/users", new { userId = "alice", description = $"{number}" })).Ok();
        }

        var last = 0;
        for (var number = 1; number <= 30; number++)
        {
            var shown = int.Parse((await listening.Next())["data"]!.First("users").Text("description"), System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(shown >= Math.Max(last, number), $"{shown} came after {last}, as number {number}");
            last = shown;
        }

        Assert.Equal(30, last);
    }

    [Fact]
    public async Task what_one_author_waits_for_holds_later_news_of_the_object_and_of_no_other()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await using var listening = await Listener.Of(amity, alice);
        Assert.True(await listening.Hears(alice.Topic()));
        var outbox = amity.Services.GetRequiredService<Outbox>();
        var (slow, quick) = (new Author(), new Author());
        quick.HasAnswer();
        var began = Environment.TickCount64;

        outbox.Add(amity.Network.Database, slow, "first", "one", _ => Told("1"));
        outbox.Add(amity.Network.Database, quick, "second", "one", _ => Told("2"));
        outbox.Add(amity.Network.Database, quick, "third", "another", _ => Told("3"));

        Assert.Equal("third", (await listening.Next()).Text("eventType"));
        Assert.Equal("first", (await listening.Next()).Text("eventType"));
        Assert.True(Environment.TickCount64 - began >= Outbox.Hold.TotalMilliseconds - 20, "it was told before its author's answer");
        Assert.Equal("second", (await listening.Next()).Text("eventType"));

        Task<Announced?> Told(string data) =>
            Task.FromResult<Announced?>(new Announced([alice.Topic()], () => Task.FromResult(System.Text.Encoding.UTF8.GetBytes(data))));
    }

    [Fact]
    public async Task nothing_is_read_and_nothing_built_while_nobody_listens()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var outbox = amity.Services.GetRequiredService<Outbox>();
        var (asked, built) = (0, 0);

        outbox.Add(amity.Network.Database, null, "unheard", "one", Tell);
        Assert.Equal(0, outbox.Waiting);

        await using var listening = await Listener.Of(amity, alice);
        Assert.True(await listening.Hears(alice.Topic()));
        outbox.Add(amity.Network.Database, null, "unheard", "one", Tell);
        while (outbox.Waiting > 0)
        {
            await Task.Delay(10);
        }

        Assert.Equal((1, 0), (asked, built));
        await listening.HasHeardNothing();

        Task<Announced?> Tell(Teller teller)
        {
            asked++;
            return Task.FromResult<Announced?>(new Announced([$"{teller.Network.Id}/nobody"], () =>
            {
                built++;
                return Task.FromResult("{}"u8.ToArray());
            }));
        }
    }

    [Fact]
    public async Task one_that_cannot_be_told_does_not_hold_the_next()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await using var listening = await Listener.Of(amity, alice);
        Assert.True(await listening.Hears(alice.Topic()));
        var outbox = amity.Services.GetRequiredService<Outbox>();

        outbox.Add(amity.Network.Database, null, "broken", "one", _ => throw new InvalidOperationException("by the test"));
        outbox.Add(amity.Network.Database, null, "whole", "one", _ =>
            Task.FromResult<Announced?>(new Announced(["no/+/name", alice.Topic()], () => Task.FromResult("{}"u8.ToArray()))));

        Assert.Equal("whole", (await listening.Next()).Text("eventType"));
    }
}
