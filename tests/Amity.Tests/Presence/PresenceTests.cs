using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Presence;

public sealed class PresenceTests
{
    [Fact]
    public async Task a_network_has_no_presence_until_an_administrator_switches_it_on()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");

        var settings = (await alice.Get("/api/v1/presence/settings")).Ok();
        Assert.False(settings["user"]!.Flag("enabled"));
        foreach (var answer in (Answer[])
        [
            await alice.Post("/api/v1/presence/heartbeat"),
            await alice.Put("/api/v1/presence/settings/user", new { enabled = true }),
            await alice.Get("/api/v1/presence/users/list?userIds[]=alice"),
            await alice.Get("/api/v1/presence/network/users"),
            await alice.Get("/api/v1/presence/network/users/count"),
        ])
        {
            Assert.Equal("The feature is not enabled!", answer.Refused(ErrorKind.Forbidden).Text("message"));
        }
    }

    [Fact]
    public async Task only_administrators_switch_it_for_the_network()
    {
        await using var amity = await AmityHost.Start();
        var (alice, admin) = (await amity.Login("alice"), await amity.Administrator());

        (await alice.Put("/api/admin/v1/presence", new { enabled = true })).Refused(ErrorKind.PermissionDenied);
        (await admin.Put("/api/admin/v1/presence", new { heartbeatInterval = 19 })).Refused(ErrorKind.Invalid);
        (await admin.Put("/api/admin/v1/presence", new { presenceSyncInterval = 51 })).Refused(ErrorKind.Invalid);
        (await admin.Put("/api/admin/v1/presence", new { enabled = true, heartbeatInterval = 20 })).Ok();

        var settings = (await alice.Get("/api/v1/presence/settings")).Ok();
        Assert.True(settings["user"]!.Flag("enabled"));
        Assert.Equal((20, 30), (settings["network"]!.Number("heartbeatInterval"), settings["network"]!.Number("presenceSyncInterval")));
    }

    [Fact]
    public async Task who_says_so_is_online_until_two_intervals_have_passed()
    {
        var clock = new TestClock();
        await using var amity = await Switched(clock);
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));

        var beat = await alice.Post("/api/v1/presence/heartbeat");
        Assert.Equal(202, beat.Status);
        Assert.True(beat.Json!.Flag("success"));
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(202, (await bob.Post("/api/v1/presence/heartbeat")).Status);

        Assert.Equal(["bob", "alice"], await Online(bob));
        Assert.Equal(["alice", "bob"], (await bob.Get("/api/v1/presence/network/users?orderBy=asc")).Ok().All("presences", "userId"));
        var count = (await bob.Get("/api/v1/presence/network/users/count")).Ok();
        Assert.Equal((2, "2030-01-01T00:00:30.000Z"), (count.Number("count"), count.Text("referenceTimeStamp")));
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(["bob"], await Online(bob));
        Assert.Equal(1, (await bob.Get("/api/v1/presence/network/users/count")).Ok().Number("count"));
        (await bob.Get("/api/v1/presence/network/users?orderBy=up")).Refused(ErrorKind.Invalid);
    }

    [Fact]
    public async Task the_last_heartbeats_of_some_users_are_told_and_unknown_users_left_out()
    {
        var clock = new TestClock();
        await using var amity = await Switched(clock);
        var (alice, _) = (await amity.Login("alice"), await amity.Login("bob"));
        await alice.Post("/api/v1/presence/heartbeat");

        var told = (await alice.Get("/api/v1/presence/users/list?userIds[]=bob&userIds[]=alice&userIds[]=nobody&userIds[]=alice")).Ok();

        Assert.Equal(["bob", "alice"], told.All("presences", "userId"));
        Assert.Null(told["presences"]![0]!["lastHeartbeat"]);
        Assert.Equal("2030-01-01T00:00:00.000Z", told["presences"]![1]!.Text("lastHeartbeat"));
        (await alice.Get("/api/v1/presence/users/list")).Refused(ErrorKind.Invalid);
        (await alice.Get($"/api/v1/presence/users/list?{string.Join('&', Enumerable.Range(0, 221).Select(n => $"userIds[]=u{n}"))}")).Refused(ErrorKind.Invalid);
        (await alice.Get($"/api/v1/presence/users/list?userIds[]={new string('u', 301)}")).Refused(ErrorKind.Invalid);
    }

    [Fact]
    [Refuses("listPresences")]
    public async Task who_hides_is_in_no_list_and_says_nothing_until_it_shows_itself_again()
    {
        await using var amity = await Switched();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        await alice.Post("/api/v1/presence/heartbeat");

        Assert.False((await alice.Put("/api/v1/presence/settings/user", new { enabled = false })).Ok().Flag("enabled"));

        Assert.Empty(await Online(bob));
        Assert.Empty((await bob.Get("/api/v1/presence/users/list?userIds[]=alice")).Ok()["presences"]!.AsArray());
        (await alice.Post("/api/v1/presence/heartbeat")).Refused(ErrorKind.Forbidden);
        Assert.False((await alice.Get("/api/v1/presence/settings")).Ok()["user"]!.Flag("enabled"));
        (await alice.Put("/api/v1/presence/settings/user", new { })).Refused(ErrorKind.Invalid);

        var shown = (await alice.Put("/api/v1/presence/settings/user", new { enabled = true })).Ok();
        Assert.NotEmpty(shown.Text("enabledAt"));
        Assert.Equal(202, (await alice.Post("/api/v1/presence/heartbeat")).Status);
        Assert.Equal(["alice"], await Online(bob));
    }

    [Fact]
    public async Task who_is_banned_or_deleted_is_not_online()
    {
        await using var amity = await Switched();
        var admin = await amity.Administrator();
        var (alice, bob, carol) = (await amity.Login("alice"), await amity.Login("bob"), await amity.Login("carol"));
        foreach (var person in (Person[])[alice, bob, carol])
        {
            await person.Post("/api/v1/presence/heartbeat");
        }

        (await admin.Post("/api/v2/users/ban", new { userId = "alice" })).Ok();
        (await admin.Delete("/api/v4/users/bob")).Ok();

        Assert.Equal(["carol"], await Online(carol));
        Assert.Equal(["carol"], (await carol.Get("/api/v1/presence/users/list?userIds[]=alice&userIds[]=bob&userIds[]=carol")).Ok().All("presences", "userId"));
    }

    private static async Task<AmityHost> Switched(TimeProvider? clock = null)
    {
        var amity = await AmityHost.Start(time: clock);
        (await (await amity.Administrator()).Put("/api/admin/v1/presence", new { enabled = true })).Ok();
        return amity;
    }

    private static async Task<IReadOnlyList<string>> Online(Person person)
    {
        JsonNode online = (await person.Get("/api/v1/presence/network/users")).Ok();
        return online.All("presences", "userId");
    }
}
