using System.Net;
using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Tests.Kit;
using Amity.Tests.Mqtt;
using Xunit;

namespace Amity.Tests.Realtime;

/// <summary>Who gets a connection over MQTT, and how long.</summary>
public sealed class ConnectTests
{
    /// <summary>The SDK stops for good on it; on others it tries for ever.</summary>
    private const int Refused = 2;

    [Fact]
    public async Task a_user_connects_with_its_internal_id_and_access_token()
    {
        await using var amity = await AmityHost.Start();
        await using var alice = await Listener.Of(amity, await amity.Login("alice"));

        Assert.False(alice.Greeting.SessionPresent);
        await alice.HasHeardNothing();
    }

    [Fact]
    public async Task a_credential_that_is_not_the_users_own_is_refused_and_the_connection_closed()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        var revoked = await amity.Login("alice", deviceId: "lost phone");
        (await revoked.Delete("/api/v4/sessions")).Ok();

        foreach (var (name, password) in ((string, string)[])
        [
            (alice.InternalId(), ""),
            (alice.InternalId(), "nonsense"),
            (alice.InternalId(), alice.Token![..^2] + "xx"),
            (alice.InternalId(), bob.Token!),
            ("alice", alice.Token!),
            ("", alice.Token!),
            (alice.InternalId(), revoked.Token!),
        ])
        {
            await using var stranger = await Listener.Knock(amity.Http.BaseAddress!, name, password);
            Assert.Equal(Refused, stranger.Greeting.Code);
            await stranger.IsOver();
        }
    }

    [Fact]
    public async Task a_token_that_its_own_user_superseded_still_connects_and_keeps_what_it_has()
    {
        await using var amity = await AmityHost.Start();
        var before = await amity.Login("alice", deviceId: "phone");
        await using var connected = await Listener.Of(amity, before);

        await amity.Login("alice", deviceId: "phone");

        (await before.Get("/api/v3/sessions")).Refused(ErrorKind.Unauthenticated);
        await connected.HasHeardNothing();
        await using var again = await Listener.Of(amity, before);
        await again.HasHeardNothing();
    }

    [Fact]
    public async Task another_user_on_the_device_ends_connections_and_superseded_tokens_of_the_first()
    {
        await using var amity = await AmityHost.Start();
        var first = await amity.Login("alice", deviceId: "tablet");
        var second = await amity.Login("alice", deviceId: "tablet");
        await using var old = await Listener.Of(amity, first, "old");
        await using var young = await Listener.Of(amity, second, "young");

        await amity.Login("bob", deviceId: "tablet");

        await old.IsOver();
        await young.IsOver();
        await using var again = await Listener.Knock(amity.Http.BaseAddress!, first.InternalId(), first.Token!);
        Assert.Equal(Refused, again.Greeting.Code);
    }

    [Fact]
    public async Task a_logout_ends_what_its_token_superseded_on_the_device_too()
    {
        await using var amity = await AmityHost.Start();
        var before = await amity.Login("alice", deviceId: "phone");
        await using var old = await Listener.Of(amity, before);
        var after = await amity.Login("alice", deviceId: "phone");

        (await after.Delete("/api/v4/sessions")).Ok();

        await old.IsOver();
        await using var again = await Listener.Knock(amity.Http.BaseAddress!, before.InternalId(), before.Token!);
        Assert.Equal(Refused, again.Greeting.Code);
    }

    [Fact]
    public async Task a_revocation_ends_the_connections_of_its_token_and_no_others()
    {
        await using var amity = await AmityHost.Start();
        var phone = await amity.Login("alice", deviceId: "phone");
        var tablet = await amity.Login("alice", deviceId: "tablet");
        await using var onPhone = await Listener.Of(amity, phone, "phone");
        await using var onTablet = await Listener.Of(amity, tablet, "tablet");

        (await phone.Delete("/api/v4/sessions")).Ok();

        await onPhone.IsOver();
        await onTablet.HasHeardNothing();
    }

    [Fact]
    public async Task an_administrator_ends_all_connections_of_a_user()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await using var listening = await Listener.Of(amity, alice);
        await using var bob = await Listener.Of(amity, await amity.Login("bob"));

        (await (await amity.Administrator()).Delete("/api/v4/sessions/users/alice")).Ok();

        Assert.Empty(await listening.IsOver());
        await bob.HasHeardNothing();
        await using var again = await Listener.Knock(amity.Http.BaseAddress!, alice.InternalId(), alice.Token!);
        Assert.Equal(Refused, again.Greeting.Code);
    }

    [Fact]
    public async Task who_is_banned_is_told_so_alone_and_then_cut_off()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        var bob = await amity.Login("bob");
        await using var banned = await Listener.Of(amity, alice);
        await using var watching = await Listener.Of(amity, bob);
        Assert.True(await banned.Hears(alice.Topic()));
        Assert.True(await watching.Hears(alice.Topic()));

        (await (await amity.Administrator()).Post("/api/v2/users/ban", new { userId = "alice" })).Ok();

        Assert.Equal(["user.didGlobalBan"], (await banned.IsOver()).Select(last => last.Text("eventType")));
        await watching.HasHeardNothing();
        await using var again = await Listener.Knock(amity.Http.BaseAddress!, alice.InternalId(), alice.Token!);
        Assert.Equal(Refused, again.Greeting.Code);
    }

    [Fact]
    public async Task who_is_deleted_is_told_so_and_cut_off()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await using var deleted = await Listener.Of(amity, alice);
        Assert.True(await deleted.Hears(alice.Topic()));

        (await (await amity.Administrator()).Delete("/api/v4/users/alice")).Ok();

        var last = Assert.Single(await deleted.IsOver());
        Assert.Equal("user.deleted", last.Text("eventType"));
        Assert.Equal(["alice"], last["data"]!.All("users", "userId"));
    }

    [Fact]
    public async Task a_connection_ends_when_its_token_expires()
    {
        var clock = new TestClock();
        await using var amity = await AmityHost.Start(time: clock);
        var alice = await amity.Login("alice");
        await using var listening = await Listener.Of(amity, alice);
        clock.Advance(TimeSpan.FromDays(29));
        await listening.HasHeardNothing();

        clock.Advance(TimeSpan.FromDays(2));

        await listening.IsOver();
        await using var again = await Listener.Knock(amity.Http.BaseAddress!, alice.InternalId(), alice.Token!);
        Assert.Equal(Refused, again.Greeting.Code);
    }

    [Fact]
    public async Task an_administrators_token_connects()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator("ops");
        var internalId = (await admin.Get("/api/v3/users/ops")).Ok().First("users").Text("_id");

        await using var listening = await Listener.Knock(amity.Http.BaseAddress!, internalId, admin.Token!);

        Assert.Equal(0, listening.Greeting.Code);
    }

    [Fact]
    public async Task a_token_of_another_network_is_a_strangers()
    {
        await using var amity = await AmityHost.Start();
        await using var other = await AmityHost.Start();
        var alice = await other.Login("alice");

        await using var stranger = await Listener.Knock(amity.Http.BaseAddress!, alice.InternalId(), alice.Token!);

        Assert.Equal(Refused, stranger.Greeting.Code);
    }

    [Fact]
    public async Task trouble_that_passes_is_told_as_such()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await amity.Network.Database.DisposeAsync();

        await using var listening = await Listener.Knock(amity.Http.BaseAddress!, alice.InternalId(), alice.Token!);

        Assert.Equal(3, listening.Greeting.Code);
    }

    [Fact]
    public async Task a_network_that_is_disabled_has_no_connections_and_gets_its_sessions_back_when_it_is_enabled()
    {
        await using var amity = await AmityHost.Start();
        var operators = await amity.Administrator();
        var made = (await operators.Post("/api/admin/v1/networks", new { name = "Second" })).Ok();
        var (id, key) = (made.Text("networkId"), made.Text("apiKey"));
        var registered = (await amity.Register(new { userId = "alice", deviceId = "phone" }, apiKey: key)).Ok();
        var alice = new Person(amity.Http, "alice", registered.Text("accessToken")) { Session = registered };
        await using (var listening = await Listener.Of(amity, alice))
        {
            Assert.True(await listening.Hears(alice.Topic()));
            (await operators.Post($"/api/admin/v1/networks/{id}/disable")).Ok();
            await listening.IsOver();
        }

        await using (var refused = await Listener.Knock(amity.Http.BaseAddress!, alice.InternalId(), alice.Token!))
        {
            Assert.Equal(Refused, refused.Greeting.Code);
        }

        (await operators.Post($"/api/admin/v1/networks/{id}/enable")).Ok();
        await using var back = await Listener.Of(amity, alice);
        Assert.True(back.Greeting.SessionPresent);
    }

    [Fact]
    public async Task a_revoked_administrators_token_ends_its_connection()
    {
        await using var amity = await AmityHost.Start();
        var admin = await amity.Administrator("ops");
        var other = await amity.Administrator("chief");
        var internalId = (await admin.Get("/api/v3/users/ops")).Ok().First("users").Text("_id");
        await using var listening = await Listener.Knock(amity.Http.BaseAddress!, internalId, admin.Token!);
        var tokenId = await amity.Network.Database.Write(tx => tx.One<string>("select token_id from admin_tokens where name = 'ops'"));

        (await other.Delete($"/api/admin/v1/admin-tokens/{tokenId}")).Ok();

        await listening.IsOver();
    }

    [Fact]
    public async Task the_same_client_takes_its_connection_over_and_a_strangers_client_of_that_name_does_not()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        await using var first = await Listener.Of(amity, alice, "web");
        await using var bob = await Listener.Of(amity, await amity.Login("bob"), "web");

        await using var second = await Listener.Of(amity, alice, "web");

        await first.IsOver();
        await second.HasHeardNothing();
        await bob.HasHeardNothing();
    }

    [Fact]
    public async Task a_plain_request_is_answered_in_the_envelope()
    {
        await using var amity = await AmityHost.Start();

        (await amity.Nobody().Get("/mqtt")).Refused(ErrorKind.BadRequest);
        (await amity.Nobody().Post("/mqtt")).Refused(ErrorKind.BadRequest);
    }

    [Fact]
    public async Task mqtt_is_spoken_over_tcp_where_a_port_is_configured()
    {
        var port = FreePort();
        await using var amity = await AmityHost.Start(options => options.Mqtt.TcpPort = port);
        var alice = await amity.Login("alice");
        using var peer = await MqttPeer.Dial(new IPEndPoint(IPAddress.Loopback, port));

        var answer = await peer.Ask(Packets.Connect("sensor", user: alice.InternalId(), password: alice.Token), ServerPacketKind.ConnAck);

        Assert.Equal(0, answer.Code);
        var codes = await peer.Subscribe((alice.Topic(), 0), ("#", 0));
        Assert.Equal([0, 128], codes);
    }

    [Fact]
    public async Task a_client_publishes_nothing()
    {
        var port = FreePort();
        await using var amity = await AmityHost.Start(options => options.Mqtt.TcpPort = port);
        var alice = await amity.Login("alice");
        await using var listening = await Listener.Of(amity, alice);
        Assert.True(await listening.Hears(alice.Topic()));
        using var peer = await MqttPeer.Dial(new IPEndPoint(IPAddress.Loopback, port));
        await peer.Ask(Packets.Connect("forger", user: alice.InternalId(), password: alice.Token), ServerPacketKind.ConnAck);

        await peer.Ask(Packets.Publish(alice.Topic(), """{"eventType":"user.didGlobalBan"}""", qos: 1, id: 7), ServerPacketKind.PubAck);

        await listening.HasHeardNothing();
    }

    [Fact]
    public async Task the_server_stops_while_clients_are_connected()
    {
        var amity = await AmityHost.Start();
        await using var alice = await Listener.Of(amity, await amity.Login("alice"));
        var began = Environment.TickCount64;

        await amity.DisposeAsync();

        await alice.IsOver();
        Assert.True(Environment.TickCount64 - began < 15_000, "the web server waited for a connection that nobody ended");
    }

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
