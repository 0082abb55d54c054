using Amity.Modules.Realtime;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Realtime;

/// <summary>The SDK subscribes once: what it subscribed to is still there after its connection was cut, and after the server was restarted.</summary>
public sealed class SessionTests
{
    [Fact]
    public async Task subscriptions_survive_a_cut_connection_and_what_came_meanwhile_is_delivered()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await using (var before = await Listener.Of(amity, alice))
        {
            Assert.True(await before.Hears(alice.Topic()));
        }

        (await alice.Put("/api/v3/users", new { userId = "alice", description = "meanwhile" })).Ok();
        await using var after = await Listener.Of(amity, alice);

        Assert.True(after.Greeting.SessionPresent);
        Assert.Equal("meanwhile", (await after.Next())["data"]!.First("users").Text("description"));
    }

    [Fact]
    public async Task subscriptions_survive_a_restart_of_the_server()
    {
        using var folder = new ScratchFolder();
        Person alice;
        await using (var first = await AmityHost.Start(folder: folder.Path))
        {
            alice = await first.Login("alice");
            await using var before = await Listener.Of(first, alice);
            Assert.True(await before.Hears(alice.Topic()));
        }

        await using var second = await AmityHost.Start(folder: folder.Path);
        await using var after = await Listener.Of(second, alice);
        Assert.True(after.Greeting.SessionPresent);
        var again = new Person(second.Http, "alice", alice.Token);
        (await again.Put("/api/v3/users", new { userId = "alice", description = "after" })).Ok();

        Assert.Equal("after", (await after.Next())["data"]!.First("users").Text("description"));
    }

    [Fact]
    public async Task a_clean_session_brings_nothing_and_leaves_nothing()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await using (var kept = await Listener.Of(amity, alice))
        {
            Assert.True(await kept.Hears(alice.Topic()));
        }

        await using (var clean = await Listener.Of(amity, alice, clean: true))
        {
            Assert.False(clean.Greeting.SessionPresent);
            (await alice.Put("/api/v3/users", new { userId = "alice", description = "unheard" })).Ok();
            await clean.HasHeardNothing();
        }

        await using var later = await Listener.Of(amity, alice);
        Assert.False(later.Greeting.SessionPresent);
    }

    [Fact]
    public async Task a_session_is_over_a_day_after_it_was_left()
    {
        var clock = new TestClock();
        using var folder = new ScratchFolder();
        Person alice;
        await using (var first = await AmityHost.Start(folder: folder.Path, time: clock))
        {
            alice = await first.Login("alice");
            await using var before = await Listener.Of(first, alice);
            Assert.True(await before.Hears(alice.Topic()));
        }

        clock.Advance(TimeSpan.FromHours(23));
        await using (var second = await AmityHost.Start(folder: folder.Path, time: clock))
        {
            await using var sameDay = await Listener.Of(second, alice);
            Assert.True(sameDay.Greeting.SessionPresent);
        }

        clock.Advance(TimeSpan.FromHours(26));
        await using var third = await AmityHost.Start(folder: folder.Path, time: clock);
        await using var later = await Listener.Of(third, alice);
        Assert.False(later.Greeting.SessionPresent);
    }

    [Fact]
    public async Task a_session_ends_with_the_token_that_opened_it_also_while_its_client_is_away()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await using (var before = await Listener.Of(amity, alice))
        {
            Assert.True(await before.Hears(alice.Topic()));
        }

        (await alice.Delete("/api/v4/sessions")).Ok();
        var again = await amity.Login("alice");
        await using var after = await Listener.Of(amity, again);

        Assert.False(after.Greeting.SessionPresent);
        await amity.Eventually("select count(*) from realtime_subscriptions", 0);
    }

    [Fact]
    public async Task a_sweep_keeps_what_is_in_use_and_forgets_what_is_not()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        foreach (var client in (string[])["used", "left"])
        {
            await using var listening = await Listener.Of(amity, alice, client);
            Assert.True(await listening.Hears(alice.Topic()));
        }

        for (var hour = 1; hour <= 26; hour++)
        {
            clock.Advance(TimeSpan.FromHours(1));
            await StoredSessions.Sweep(amity.Network.Database, [(alice.InternalId(), "used")]);
        }

        Assert.Equal(1, await amity.Number("select count(*) from realtime_sessions"));
        await amity.Eventually("select count(*) from realtime_subscriptions", 1);
    }

    [Fact]
    public async Task who_is_connected_makes_no_room_for_others_that_come_and_go()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var kept = await Listener.Of(amity, alice, "kept");
        Assert.True(await kept.Hears(alice.Topic()));
        for (var number = 0; number < 25; number++)
        {
            await using var other = await Listener.Of(amity, alice, $"tab {number}");
            Assert.True(await other.Hears(alice.Topic()));
        }

        await kept.DisposeAsync();
        await using var back = await Listener.Of(amity, alice, "kept");
        Assert.True(back.Greeting.SessionPresent);
        (await alice.Put("/api/v3/users", new { userId = "alice", description = "heard" })).Ok();
        Assert.Equal("user.updated", (await back.Next()).Text("eventType"));
        await amity.Eventually("select count(*) from realtime_sessions", 20);
        await amity.Eventually("select count(*) from realtime_subscriptions", 20);
    }

    [Fact]
    public async Task a_user_has_twenty_sessions_and_the_oldest_makes_room()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        for (var number = 1; number <= 21; number++)
        {
            await using var client = await Listener.Of(amity, alice, $"client {number}");
            Assert.True(await client.Hears(alice.Topic()));
        }

        await amity.Eventually("select count(*) from realtime_sessions", 20);
        await using var second = await Listener.Of(amity, alice, "client 2");
        Assert.True(second.Greeting.SessionPresent);
        await using var first = await Listener.Of(amity, alice, "client 1");
        Assert.False(first.Greeting.SessionPresent);
    }
}

internal static class Waiting
{
    /// <summary>Waits until a query of one number answers this one.</summary>
    public static async Task Eventually(this AmityHost amity, string sql, long expected)
    {
        long last = -1;
        for (var tries = 0; tries < 300; tries++)
        {
            last = await amity.Number(sql);
            if (last == expected)
            {
                return;
            }

            await Task.Delay(100);
        }

        Assert.Fail($"{sql} is {last}, not {expected}");
    }
}
