using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Amity.Core.Mqtt;
using Xunit;
using static Amity.Tests.Mqtt.ServerPacketKind;

namespace Amity.Tests.Mqtt;

/// <summary>Clients that are broken, hostile or many. Whatever they do, others are served and memory stays within bounds.</summary>
public sealed class HardTimesTests
{
    public static TheoryData<string, byte[]> Broken => new()
    {
        { "a reserved type", [0x00, 0] },
        { "another reserved type", [0xF0, 0] },
        { "a packet of servers", [0x20, 2, 0, 0] },
        { "a length without an end", [0x30, 0xFF, 0xFF, 0xFF, 0xFF, 1] },
        { "a length beyond the bound", [0x30, 0xFF, 0xFF, 0xFF, 0x7F] },
        { "quality 3", Packets.Whole(0x36, [.. Packets.Text("t"), 0, 1]) },
        { "a duplicate of quality 0", Packets.Whole(0x38, Packets.Text("t")) },
        { "a topic with a wildcard", Packets.Publish("a/+", "x") },
        { "an empty topic", Packets.Publish("", "x") },
        { "a topic with NUL", Packets.Publish("a\0b", "x") },
        { "a topic that is no UTF-8", Packets.Whole(0x30, [0, 2, 0xC0, 0x80]) },
        { "a surrogate in UTF-8", Packets.Whole(0x30, [0, 3, 0xED, 0xA0, 0x80]) },
        { "a topic that ends beyond its packet", Packets.Whole(0x30, [0, 9, (byte)'t']) },
        { "packet id 0", Packets.Publish("t", "x", 1, 0) },
        { "no filter", Packets.Subscribe(1) },
        { "no filter to end", Packets.Unsubscribe(1) },
        { "SUBSCRIBE with other flags", Packets.Whole(0x80, [0, 1, .. Packets.Text("t"), 0]) },
        { "SUBSCRIBE without a quality", Packets.Whole(0x82, [0, 1, .. Packets.Text("t")]) },
        { "SUBSCRIBE with quality 3", Packets.Subscribe(1, ("t", 3)) },
        { "a wildcard within a level", Packets.Subscribe(1, ("a+", 0)) },
        { "a wildcard before the end", Packets.Subscribe(1, ("#/a", 0)) },
        { "PUBREL with other flags", [0x60, 2, 0, 1] },
        { "PUBACK of three bytes", [0x40, 3, 0, 1, 0] },
        { "PINGREQ with a body", [0xC0, 1, 0] },
        { "DISCONNECT with a body", [0xE0, 1, 0] },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    [Trait("MQTT", "1.5.3-1, 1.5.3-2, 2.2.2-1, 2.2.2-2, 2.3.1-1, 3.3.1-2, 3.3.1-4, 3.3.2-1, 3.3.2-2, 3.6.1-1, 3.8.1-1, 3.8.3-1, 3.8.3-3, 3.8.3-4, 3.10.1-1, 3.10.3-1, 3.10.3-2, 3.14.1-1, 4.7.3-1, 4.7.3-2, 4.8.0-1, 4.8.0-2")]
    public async Task a_packet_that_is_broken_ends_that_connection_alone(string what, byte[] packet)
    {
        await using var server = await MqttServer.Start();
        using var other = await server.Connect("other");
        await other.Subscribe(("#", 0));
        using var peer = await server.Connect("broken");
        await peer.Send(packet);

        Assert.True(await peer.Read() is null, what);
        Assert.Single(server.Policy.Complaints);
        server.Broker.Publish("t", "still here"u8);
        Assert.Equal("still here", (await other.Read(Publish)).Payload);
        Assert.Empty(server.Troubles);
    }

    [Fact]
    public async Task a_packet_in_single_bytes_is_read_as_one()
    {
        await using var server = await MqttServer.Start();
        using var peer = await server.Dial();
        foreach (var part in (byte[])[.. Packets.Connect("slow"), .. Packets.Subscribe(1, ("t", 0)), .. Packets.Publish("t", new string('x', 300))])
        {
            await peer.Send([part]);
        }

        await peer.Read(ConnAck);
        await peer.Read(SubAck);
        Assert.Equal(300, (await peer.Read(Publish)).Payload.Length);
    }

    [Fact]
    public async Task the_longest_packet_is_read_and_one_byte_more_is_not()
    {
        await using var server = await MqttServer.Start(new BrokerOptions { MaxPacketBytes = 10_000 });
        using var peer = await server.Connect("p");
        await peer.Subscribe(("t", 0));
        var header = Packets.Publish("t", new string('x', 9000)).Length - 9000;
        await peer.Send(Packets.Publish("t", new string('x', 10_000 - header)));
        Assert.Equal(10_000 - header, (await peer.Read(Publish)).Payload.Length);
        await peer.Send(Packets.Publish("t", new string('x', 10_001 - header)));
        Assert.Null(await peer.Read());
        Assert.Equal(["a packet that is too large"], server.Policy.Complaints);

        using var stranger = await server.Dial();
        await stranger.Send(Packets.Connect("x", will: new Will("t", new byte[20_000], QoS.AtMostOnce, Retain: false)));
        Assert.Null(await stranger.Read());
    }

    [Fact]
    public async Task silence_before_connect_ends_after_a_while_and_too_many_of_it_at_once()
    {
        await using var server = await MqttServer.Start(new BrokerOptions { ConnectTimeout = TimeSpan.FromSeconds(1.5), MaxUnopened = 5 });
        var silent = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => server.Dial()));
        await silent[0].Send([0x10, 50, 0, 4]);
        await Task.Delay(300);
        using var sixth = await server.Dial();
        await sixth.IsClosed();
        await Task.WhenAll(silent.Select(one => one.IsClosed()));
        await StandardTests.Eventually(() => server.Broker.Unopened == 0);

        using var welcome = await server.Connect("welcome");
        Assert.Empty(await welcome.Pending());
        Array.ForEach(silent, one => one.Dispose());
    }

    [Fact]
    public async Task http_on_the_tcp_port_is_not_listened_to()
    {
        await using var server = await MqttServer.Start();
        using var http = await server.Dial();
        await http.Send(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
        Assert.Null(await http.Read());
        using var tls = await server.Dial();
        await tls.Send([0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3]);
        Assert.Null(await tls.Read());
    }

    [Fact]
    public async Task a_hundred_thousand_subscriptions_of_one_client_are_refused_beyond_the_bound()
    {
        await using var server = await MqttServer.Start(new BrokerOptions { MaxSubscriptions = 500 });
        using var other = await server.Connect("other");
        using var greedy = await server.Connect("greedy");
        var granted = 0;
        for (var packet = 0; packet < 100; packet++)
        {
            granted += (await greedy.Subscribe([.. Enumerable.Range(0, 1000).Select(at => ($"{packet}/{at}/+/#", 0))])).Count(code => code == 0);
            Assert.Empty(await other.Pending());
        }

        Assert.Equal(500, granted);
        Assert.Equal(500, server.Broker.Subscriptions);
        Assert.Equal((int[])[0], await greedy.Subscribe(("0/1/+/#", 0)));
        Assert.Equal((int[])[0x80], await greedy.Subscribe(("one/more", 0)));
        await greedy.Ask(Packets.Unsubscribe(1, "0/1/+/#"), UnsubAck);
        Assert.Equal((int[])[0], await greedy.Subscribe(("one/more", 0)));
        Assert.InRange(server.Policy.Complaints.Count, 1, 100);
    }

    [Fact]
    public async Task wildcards_at_every_level_cost_what_they_match()
    {
        await using var server = await MqttServer.Start();
        using var peer = await server.Connect("p");
        var deepest = string.Join('/', Enumerable.Repeat("+", 128));
        Assert.Equal((int[])[0, 0, 0x80], await peer.Subscribe((deepest, 0), ("+/#", 0), (deepest + "/+", 0)));
        for (var which = 0; which < 400; which++)
        {
            var levels = Enumerable.Range(0, 100).Select(at => ((which >> (at % 9)) & 1) == 0 ? "+" : "a");
            await peer.Subscribe((string.Join('/', levels), 0));
        }

        var started = Environment.TickCount64;
        foreach (var levels in (int[])[100, 128, 30_000])
        {
            server.Broker.Publish(string.Join('/', Enumerable.Repeat("a", levels)), "x"u8);
            Assert.Single(await peer.Pending());
        }

        Assert.InRange(Environment.TickCount64 - started, 0, 5000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task a_client_that_never_reads_is_dropped_and_the_others_get_everything(int qos)
    {
        var options = new BrokerOptions { MaxUnsentBytes = 256 * 1024 };
        await using var server = await MqttServer.Start(options);
        using var deaf = await server.Connect("deaf", clean: false);
        deaf.Socket.ReceiveBufferSize = 4096;
        await deaf.Subscribe(("t", qos));
        await deaf.Subscribe(("noise", 0));
        using var reader = await server.Connect("reader");
        await reader.Subscribe(("t", 0));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var sent = 0;
        for (; server.Broker.DroppedClients == 0 && sent < 3000; sent++)
        {
            server.Broker.Publish("t", new byte[10_000], (QoS)qos);
            server.Broker.Publish("noise", new byte[10_000]);
            Assert.Equal(10_000, (await reader.Read(Publish)).Payload.Length);
        }

        Assert.Equal(1, server.Broker.DroppedClients);
        await StandardTests.Eventually(() => server.Policy.Complaints.Contains("slow reading"));
        await StandardTests.Eventually(() => server.Broker.Connections == 1);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 8_000_000);

        using var again = await server.Connect("deaf", clean: false);
        Assert.True(again.Greeting!.SessionPresent);
        server.Broker.Publish("t", "heard"u8, (QoS)qos);
        var heard = await again.Pending();
        Assert.InRange(heard.Count, 1, options.MaxQueuedMessages + options.MaxInFlight);
    }

    [Fact]
    public async Task a_client_that_asks_and_never_reads_the_answers_is_dropped()
    {
        await using var server = await MqttServer.Start(new BrokerOptions { MaxUnsentBytes = 64 * 1024 });
        using var deaf = await server.Connect("deaf");
        var pings = Enumerable.Range(0, 8192).SelectMany(_ => Packets.PingReq).ToArray();
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            for (var times = 0; times < 10_000; times++)
            {
                await deaf.Send(pings);
            }
        });
        await StandardTests.Eventually(() => server.Broker.DroppedClients == 1);
    }

    [Fact]
    public async Task what_waits_for_an_absent_session_is_bounded_and_the_newest_of_it()
    {
        await using var server = await MqttServer.Start(new BrokerOptions { MaxQueuedMessages = 10, MaxQueuedBytes = 5000 });
        using (var peer = await server.Connect("p", clean: false))
        {
            await peer.Subscribe(("t", 1));
        }

        await StandardTests.Eventually(() => server.Broker.Connections == 0);
        for (var at = 0; at < 100; at++)
        {
            server.Broker.Publish("t", Encoding.UTF8.GetBytes($"{at}"), QoS.AtLeastOnce);
        }

        using (var again = await server.Connect("p", clean: false))
        {
            var packets = await again.Pending();
            Assert.Equal(Enumerable.Range(90, 10).Select(at => $"{at}"), packets.Select(packet => packet.Payload));
            await again.Send([.. packets.Select(packet => Packets.PubAck(packet.PacketId))]);
            await again.Pending();
        }

        await StandardTests.Eventually(() => server.Broker.Connections == 0);
        for (var at = 0; at < 10; at++)
        {
            server.Broker.Publish("t", new byte[2000]);
        }

        using var last = await server.Connect("p", clean: false);
        Assert.Equal(2, (await last.Pending()).Count);
    }

    [Fact]
    public async Task a_session_ends_when_it_was_left_for_too_long_and_in_the_store_too()
    {
        var store = new TestStore();
        await using var server = await MqttServer.Start(new BrokerOptions { SessionLife = TimeSpan.FromSeconds(1) }, store: store);
        using (var peer = await server.Connect("p", clean: false))
        {
            await peer.Subscribe(("t", 0));
            await Task.Delay(1500);
            Assert.Single(store.Sessions);
        }

        await StandardTests.Eventually(() => server.Broker.Subscriptions == 0);
        await StandardTests.Eventually(() => store.Sessions.IsEmpty);
    }

    [Fact]
    public async Task the_session_left_longest_ago_makes_room()
    {
        var store = new TestStore();
        await using var server = await MqttServer.Start(policy: new TestPolicy { MostSessions = 3 }, store: store);
        foreach (var id in (string[])["a", "b", "c"])
        {
            (await server.Connect(id, clean: false)).Dispose();
            await StandardTests.Eventually(() => server.Broker.Connections == 0);
            await Task.Delay(20);
        }

        using var fourth = await server.Connect("d", clean: false);
        await StandardTests.Eventually(() => store.Sessions.Count == 3);
        Assert.Equal(["b", "c", "d"], store.Sessions.Keys.Select(key => key.ClientId).Order());
    }

    [Fact]
    public async Task a_storm_of_reconnects_finds_every_session_again()
    {
        const int Clients = 2000;
        await using var server = await MqttServer.Start(new BrokerOptions { ConnectTimeout = TimeSpan.FromMinutes(1) }, store: new TestStore());
        for (var storm = 0; storm < 3; storm++)
        {
            var peers = await Task.WhenAll(Enumerable.Range(0, Clients).Select(at => server.Connect($"c{at}", clean: false)));
            Assert.All(peers, peer => Assert.Equal(storm > 0, peer.Greeting!.SessionPresent));
            if (storm == 0)
            {
                await Task.WhenAll(peers.Select(peer => peer.Subscribe(("t", 0))));
            }

            server.Broker.Publish("t", "everybody"u8);
            Assert.All(await Task.WhenAll(peers.Select(peer => peer.Read())), packet => Assert.Equal("everybody", packet?.Payload));
            Array.ForEach(peers, peer => peer.Dispose());
            if (storm == 1)
            {
                // The next storm comes before the server has noticed the end of this one.
                continue;
            }

            await StandardTests.Eventually(() => server.Broker.Connections == 0);
        }

        Assert.Empty(server.Troubles);
    }

    [Fact]
    public async Task subscriptions_outlive_the_server_and_what_is_not_allowed_any_more_does_not()
    {
        var store = new TestStore();
        await using (var server = await MqttServer.Start(store: store))
        {
            using var peer = await server.Connect("p", clean: false);
            await peer.Subscribe(("mine", 1), ("theirs", 0), ("ended", 0));
            await peer.Ask(Packets.Unsubscribe(1, "ended"), UnsubAck);
        }

        await using var restarted = await MqttServer.Start(store: store, policy: new TestPolicy { Subscribes = filter => new(filter != "theirs") });
        using var again = await restarted.Connect("p", clean: false);
        Assert.True(again.Greeting!.SessionPresent);
        restarted.Broker.Publish("theirs", "x"u8);
        restarted.Broker.Publish("ended", "x"u8);
        restarted.Broker.Publish("mine", "x"u8, QoS.ExactlyOnce);
        Assert.Equal(("mine", 1), Assert.Single((await again.Pending()).Select(packet => (packet.Topic, packet.QoS))));
        Assert.Equal(["mine"], Assert.Single(store.Sessions).Value.Keys);

        using var clean = await restarted.Connect("p");
        Assert.Empty(store.Sessions);
    }

    [Fact]
    public async Task rights_that_end_take_the_subscription_and_what_waits_from_it()
    {
        var isMember = true;
        var store = new TestStore();
        await using var server = await MqttServer.Start(policy: new TestPolicy { Subscribes = filter => new(isMember || filter != "club") }, store: store);
        using var here = await server.Connect("here", clean: false, user: "alice");
        await here.Subscribe(("club", 1), ("open", 1));
        using (var away = await server.Connect("away", clean: false, user: "alice"))
        {
            await away.Subscribe(("club", 1), ("open", 1));
        }

        await StandardTests.Eventually(() => server.Broker.Connections == 1);
        server.Broker.Publish("club", "before"u8, QoS.AtLeastOnce);
        server.Broker.Publish("open", "before"u8, QoS.AtLeastOnce);
        Assert.Equal(2, (await here.Pending()).Count);

        isMember = false;
        await server.Broker.Recheck("alice");
        server.Broker.Publish("club", "after"u8, QoS.AtLeastOnce);
        Assert.Empty(await here.Pending());
        using var back = await server.Connect("away", clean: false, user: "alice");
        Assert.Equal(["open"], (await back.Pending()).Select(packet => packet.Topic));
        Assert.All(store.Sessions.Values, filters => Assert.Equal(["open"], filters.Keys));
    }

    [Fact]
    public async Task what_is_published_while_rights_are_looked_at_waits_for_whose_they_are_and_for_nobody_else()
    {
        var isMember = true;
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await MqttServer.Start(policy: new TestPolicy
        {
            Subscribes = async filter =>
            {
                if (!isMember)
                {
                    asked.TrySetResult();
                    await answer.Task;
                }

                return isMember || filter != "club";
            },
        });
        using var alice = await server.Connect("p", user: "alice");
        using var bob = await server.Connect("p", user: "bob");
        foreach (var peer in (MqttPeer[])[alice, bob])
        {
            await peer.Subscribe(("club", 1), ("open", 1));
        }

        server.Broker.Withhold("alice");
        isMember = false;
        foreach (var topic in (string[])["club", "open", "club"])
        {
            server.Broker.Publish(topic, "x"u8, QoS.AtLeastOnce);
        }

        Assert.Equal(["club", "open", "club"], (await bob.Pending()).Select(packet => packet.Topic));
        Assert.Empty(await alice.Pending());
        server.Broker.Publish(new Message("open", "the last word"u8) { Audience = new HashSet<string> { "alice" }, IsLast = true });
        Assert.Equal("the last word", (await alice.Read(Publish)).Payload);

        // One that is asked for while the policy thinks is another one.
        var first = server.Broker.Recheck("alice");
        await asked.Task;
        server.Broker.Withhold("alice");
        answer.SetResult();
        Assert.Equal(2, await first);
        server.Broker.Publish("open", "y"u8, QoS.AtLeastOnce);
        Assert.Empty(await alice.Pending());
        Assert.Equal(1, await server.Broker.Recheck("alice"));
        Assert.Equal([("open", "x"), ("open", "y")], (await alice.Pending()).Select(packet => (packet.Topic, packet.Payload)));

        Assert.Single(await bob.Pending());
        isMember = true;
        Assert.Equal(["bob"], await server.Broker.WithholdBelow("club"));
        server.Broker.Publish("open", "z"u8, QoS.AtLeastOnce);
        Assert.Empty(await bob.Pending());
        Assert.Single(await alice.Pending());
        await server.Broker.Recheck("bob");
        Assert.Single(await bob.Pending());
    }

    [Fact]
    public async Task what_was_on_its_way_is_not_sent_again_when_rights_were_looked_at()
    {
        await using var server = await MqttServer.Start();
        using var alice = await server.Connect("p", user: "alice");
        await alice.Subscribe(("t", 1));
        server.Broker.Publish("t", "first"u8, QoS.AtLeastOnce);
        Assert.Equal("first", (await alice.Read(Publish)).Payload);
        await server.Broker.Recheck("alice");
        server.Broker.Publish("t", "second"u8, QoS.AtLeastOnce);
        Assert.Equal(["second"], (await alice.Pending()).Select(packet => packet.Payload));
    }

    [Fact]
    public async Task who_asks_for_very_much_waits_and_then_is_refused_and_others_are_served()
    {
        await using var server = await MqttServer.Start(new BrokerOptions { QuestionsPerSecond = 5, QuestionsAtOnce = 2 * BrokerOptions.QuestionsOfConnect });
        using var alice = await server.Connect("p", user: "alice");
        using var second = await server.Connect("q", user: "alice");
        await alice.Subscribe([.. Enumerable.Range(0, 10).Select(number => ($"t/{number}", 0))]);

        // Nothing is left: what is asked for now takes eight seconds at least, which nobody waits for.
        var refused = await alice.Ask(Packets.Subscribe(2, [.. Enumerable.Range(0, 100).Select(number => ($"u/{number}", 0))]), SubAck);
        Assert.All(refused.Codes, code => Assert.Equal(0x80, code));
        using var third = await server.Dial();
        await third.Send(Packets.Connect("r", user: "alice"));
        Assert.Equal(3, (await third.Read(ConnAck)).Code);
        Assert.Equal(["too many subscriptions in a short time", "too many connections in a short time"], server.Policy.Complaints);

        using var bob = await server.Connect("p", user: "bob");
        await bob.Subscribe(("t", 0));
        Assert.Equal(10 + 1, server.Broker.Subscriptions);
    }

    [Fact]
    public async Task whose_allowance_is_whole_is_not_remembered()
    {
        var allowances = new Allowances(perSecond: 1_000_000, atOnce: 10);
        Assert.True(await allowances.Take("alice", 10));
        Assert.Equal(1, allowances.Known);
        await StandardTests.Eventually(() =>
        {
            allowances.Sweep();
            return allowances.Known == 0;
        });
    }

    [Fact]
    public async Task old_subscriptions_make_room_where_that_is_asked_for()
    {
        var store = new TestStore();
        await using var server = await MqttServer.Start(new BrokerOptions { MaxSubscriptions = 3, OldSubscriptionsMakeRoom = true }, store: store);
        using var alice = await server.Connect("p", clean: false, user: "alice");
        await alice.Subscribe(("a", 0), ("b", 0), ("c", 0));
        await alice.Subscribe(("b", 0));
        await alice.Subscribe(("d", 0));
        Assert.Equal(["b", "c", "d"], Assert.Single(store.Sessions).Value.Keys.Order());

        var answer = await alice.Ask(Packets.Subscribe(9, ("e", 0), ("f", 0), ("g", 0), ("h", 0)), SubAck);
        Assert.Equal([0, 0, 0, 0x80], answer.Codes);
        Assert.Equal(["e", "f", "g"], Assert.Single(store.Sessions).Value.Keys.Order());
        Assert.Equal(3, server.Broker.Subscriptions);
    }

    [Fact]
    public async Task a_session_that_the_store_has_forgotten_is_said_to_be_new()
    {
        var store = new TestStore();
        await using var server = await MqttServer.Start(store: store);
        using var first = await server.Connect("p", clean: false, user: "alice");
        await first.Subscribe(("t", 0));
        store.Sessions.Clear();
        using var second = await server.Connect("p", clean: false, user: "alice");
        Assert.False(second.Greeting!.SessionPresent);
        Assert.Equal(0, server.Broker.Subscriptions);
        await second.Subscribe(("t", 0));
        Assert.Equal(["t"], Assert.Single(store.Sessions).Value.Keys);
    }

    [Fact]
    public async Task rights_that_end_while_a_subscription_is_judged_refuse_it()
    {
        var isMember = true;
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await MqttServer.Start(policy: new TestPolicy
        {
            Subscribes = async _ =>
            {
                var said = isMember;
                asked.TrySetResult();
                await answer.Task;
                return said;
            },
        });
        using var peer = await server.Connect("p", user: "alice");
        await peer.Send(Packets.Subscribe(1, ("club", 0)));
        await asked.Task;
        isMember = false;
        var recheck = server.Broker.Recheck("alice");
        answer.SetResult();
        await recheck;
        Assert.Equal((int[])[0x80], (await peer.Read(SubAck)).Codes);
        Assert.Equal(0, server.Broker.Subscriptions);
    }

    [Fact]
    public async Task an_end_that_comes_while_a_connect_is_judged_is_not_missed()
    {
        var isBanned = false;
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await MqttServer.Start(policy: new TestPolicy
        {
            Admits = async _ =>
            {
                var said = isBanned;
                asked.TrySetResult();
                await answer.Task;
                return said ? ConnectReturn.IdentifierRejected : ConnectReturn.Accepted;
            },
        });
        using var peer = await server.Dial();
        await peer.Send(Packets.Connect("p", user: "alice"));
        await asked.Task;
        isBanned = true;
        server.Broker.End("alice");
        answer.SetResult();
        Assert.Equal(2, (await peer.Read(ConnAck)).Code);
        Assert.Null(await peer.Read());
    }

    [Fact]
    public async Task what_was_published_before_the_end_still_arrives()
    {
        await using var server = await MqttServer.Start(store: new TestStore());
        using var alice = await server.Connect("p", clean: false, user: "alice");
        using var bob = await server.Connect("p", clean: false, user: "bob");
        await alice.Subscribe(("alice", 0));
        server.Broker.Publish("alice", "banned"u8);
        server.Broker.End("alice");
        Assert.Equal("banned", (await alice.Read(Publish)).Payload);
        Assert.Null(await alice.Read());
        Assert.Empty(await bob.Pending());
        using var again = await server.Connect("p", clean: false, user: "alice");
        Assert.False(again.Greeting!.SessionPresent);
        Assert.Equal(2, server.Broker.Connections);
    }

    [Fact]
    public async Task who_was_told_the_end_is_left_to_go_and_served_nothing()
    {
        await using var server = await MqttServer.Start(new BrokerOptions { Goodbye = TimeSpan.FromMinutes(1) });
        using var alice = await server.Connect("p", user: "alice");
        using var bob = await server.Connect("p", user: "bob");
        await alice.Subscribe(("t", 0));
        server.Broker.Publish("t", "banned"u8);
        server.Broker.End("alice");
        Assert.Equal("banned", (await alice.Read(Publish)).Payload);
        server.Broker.Publish("t", "a secret"u8);
        await bob.Subscribe(("t", 0));
        await alice.Send(Packets.Subscribe(1, ("t", 0)), Packets.PingReq, Packets.Publish("t", "from alice"));
        await alice.Send(Packets.Disconnect);
        Assert.Null(await alice.Read());
        Assert.Empty(await bob.Pending());
        Assert.Equal((1, 1), (server.Broker.Connections, server.Broker.Subscriptions));
    }

    [Fact]
    public async Task a_message_for_an_audience_reaches_nobody_else()
    {
        await using var server = await MqttServer.Start();
        using var alice = await server.Connect("p", user: "alice");
        using var bob = await server.Connect("p", user: "bob");
        await alice.Subscribe(("t", 0));
        await bob.Subscribe(("t", 0));
        server.Broker.Publish(new Message("t", "for bob"u8) { Audience = new HashSet<string> { "bob" } });
        Assert.Equal("for bob", (await bob.Read(Publish)).Payload);
        server.Broker.Publish(new Message("t", "not for alice"u8) { Outsiders = new HashSet<string> { "alice" } });
        Assert.Equal("not for alice", (await bob.Read(Publish)).Payload);
        Assert.Empty(await alice.Pending());
        Assert.Equal(2, server.Broker.Deliveries.Count);
    }

    [Fact]
    public async Task trouble_of_the_store_ends_one_connection_and_nothing_is_granted()
    {
        var isBroken = false;
        var store = new TestStore { Hesitates = () => isBroken ? throw new InvalidOperationException("disk full") : Task.CompletedTask };
        await using var server = await MqttServer.Start(store: store);
        using var other = await server.Connect("other");
        using var peer = await server.Connect("p", clean: false);
        isBroken = true;
        await peer.Send(Packets.Subscribe(1, ("t", 0)));
        Assert.Null(await peer.Read());
        using var refused = await server.Dial();
        Assert.Equal(3, (await refused.Ask(Packets.Connect("q", clean: false), ConnAck)).Code);
        Assert.Empty(await other.Pending());
        isBroken = false;
        using var again = await server.Connect("p", clean: false);
        server.Broker.Publish("t", "x"u8);
        Assert.Empty(await again.Pending());
        Assert.Equal(2, server.Troubles.Count);
    }

    [Fact]
    public async Task a_hundred_retained_messages_with_quality_1_arrive_though_few_may_be_in_flight()
    {
        await using var server = await MqttServer.Start(new BrokerOptions { MaxInFlight = 5, MaxQueuedMessages = 7 });
        for (var at = 0; at < 3000; at++)
        {
            server.Broker.Publish($"kept/{at}", "x"u8, QoS.AtLeastOnce, retain: true);
        }

        using var peer = await server.Connect("p");
        await peer.Send(Packets.Subscribe(1, ("kept/#", 1)));
        await peer.Read(SubAck);
        var topics = new HashSet<string>();
        while (topics.Count < 3000)
        {
            var packet = await peer.Read(Publish);
            topics.Add(packet.Topic);
            await peer.Send(Packets.PubAck(packet.PacketId));
        }
    }

    [Fact]
    public async Task a_peer_that_has_shut_down_its_half_still_gets_its_answers()
    {
        await using var server = await MqttServer.Start();
        using var half = await server.Dial();
        await half.Send(Packets.Connect("half"), Packets.Subscribe(1, ("t", 0)), Packets.PingReq);
        half.Socket.Shutdown(SocketShutdown.Send);
        await half.Read(ConnAck);
        await half.Read(SubAck);
        await half.Read(PingResp);
        Assert.Null(await half.Read());
    }

    [Fact]
    public async Task nothing_throws_when_the_server_stops_amid_its_clients()
    {
        var store = new TestStore { Hesitates = () => Task.Delay(5) };
        var server = await MqttServer.Start(store: store, loops: 2);
        var peers = await Task.WhenAll(Enumerable.Range(0, 100).Select(at => server.Connect($"c{at}", clean: false)));
        var busy = Task.WhenAll(peers.Select(async peer =>
        {
            await peer.Send(Packets.Subscribe(1, ("t", 1)), Packets.Publish("t", "x", 1, 1));
            await peer.IsClosed();
        }));
        await Task.Delay(20);
        await server.DisposeAsync();
        await busy;
        Assert.Empty(server.Troubles);
        Assert.Equal(100, store.Sessions.Count);
        Array.ForEach(peers, peer => peer.Dispose());
    }

    // WebSocket

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    public async Task mqtt_works_inside_a_websocket_of_either_http(int version, bool isSecure)
    {
        await using var server = await MqttServer.Start();
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("other");
        socket.Options.AddSubProtocol("mqtt");
        socket.Options.HttpVersion = new Version(version, version == 1 ? 1 : 0);
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        var address = new UriBuilder(isSecure ? server.Secure : version == 1 ? server.Web : server.Web2) { Scheme = isSecure ? "wss" : "ws" }.Uri;
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } });
        await socket.ConnectAsync(address, http, CancellationToken.None);
        Assert.Equal("mqtt", socket.SubProtocol);

        byte[] all = [.. Packets.Connect("web"), .. Packets.Subscribe(1, ("t", 0)), .. Packets.Publish("t", new string('x', 70_000 / 2))];
        foreach (var part in all.Chunk(1000))
        {
            await socket.SendAsync(part, WebSocketMessageType.Binary, endOfMessage: false, CancellationToken.None);
        }

        await socket.SendAsync(Packets.PingReq, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
        var bytes = new List<byte>();
        var kinds = new List<ServerPacketKind>();
        var buffer = new byte[10_000];
        while (kinds.Count < 4)
        {
            var received = await socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
            Assert.Equal(WebSocketMessageType.Binary, received.MessageType);
            bytes.AddRange(buffer[..received.Count]);
            while (ServerPacket.Take(bytes) is { } packet)
            {
                kinds.Add(packet.Kind);
            }
        }

        Assert.Equal([ConnAck, SubAck, Publish, PingResp], kinds);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
        await StandardTests.Eventually(() => server.Broker.Connections == 0);
        Assert.Empty(server.Policy.Complaints);
    }

    [Fact]
    public async Task a_refusal_inside_a_websocket_comes_with_a_goodbye()
    {
        await using var server = await MqttServer.Start(policy: new TestPolicy { Admits = _ => new(ConnectReturn.IdentifierRejected) });
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("mqtt");
        await socket.ConnectAsync(new UriBuilder(server.Web) { Scheme = "ws" }.Uri, CancellationToken.None);
        await socket.SendAsync(Packets.Connect("x"), WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
        var buffer = new byte[100];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
        Assert.Equal([0x20, 2, 0, 2], buffer[..received.Count]);
        Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(buffer, CancellationToken.None)).MessageType);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    [Trait("MQTT", "6.0.0-1, 6.0.0-2, 6.0.0-3, 6.0.0-4")]
    public async Task what_is_no_websocket_of_mqtt_ends_without_harm_to_others()
    {
        await using var server = await MqttServer.Start();
        using var other = await server.Connect("other");
        await other.Subscribe(("t", 0));
        byte[] text = [0x81, 0x81, 0, 0, 0, 0, (byte)'x'];
        byte[] unmasked = [0x82, 1, 0];
        byte[] huge = [0x82, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, .. new byte[5000]];
        byte[] endless = [0x82, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0];
        byte[] longPing = [0x89, 0xFE, 1, 0, 0, 0, 0, 0];
        byte[] garbage = new byte[4000];
        new Random(1).NextBytes(garbage);
        foreach (var bytes in (byte[][])[text, unmasked, huge, endless, longPing, garbage])
        {
            using var peer = await Upgraded(server, "mqtt");
            await peer.Send(bytes);
            await peer.IsClosed();
        }

        using var unknown = await Upgraded(server, "chat", "400");
        Assert.Equal(6, server.Policy.Complaints.Count);
        server.Broker.Publish("t", "x"u8);
        await other.Read(Publish);
        Assert.Empty(server.Troubles);
    }

    [Fact]
    public async Task pings_are_answered_before_and_after_connect()
    {
        await using var server = await MqttServer.Start();
        using var peer = await Upgraded(server, "mqttv3.1");
        byte[] ping = [0x89, 0x82, 0, 0, 0, 0, 1, 2];
        await peer.Send(ping);
        Assert.Equal([0x8A, 2, 1, 2], await Bytes(peer, 4));
        var connect = Packets.Connect("x", level: 3);
        await peer.Send([0x82, (byte)(0x80 | connect.Length), 0, 0, 0, 0, .. connect]);
        Assert.Equal([0x82, 4, 0x20, 2, 0, 0], await Bytes(peer, 6));
        await peer.Send(ping);
        Assert.Equal([0x8A, 2, 1, 2], await Bytes(peer, 4));
        await peer.Send([0x88, 0x82, 0, 0, 0, 0, 3, 0xE8]);
        Assert.Equal([0x88, 2, 3, 0xE8], await Bytes(peer, 4));
        await peer.IsClosed();
    }

    private static async Task<MqttPeer> Upgraded(MqttServer server, string protocol, string status = "101")
    {
        var peer = await MqttPeer.Dial(new(System.Net.IPAddress.Loopback, server.Web.Port));
        await peer.Send(Encoding.ASCII.GetBytes(
            $"GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: {protocol}\r\n\r\n"));
        var head = "";
        while (!head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head += (char)(await Bytes(peer, 1))[0];
        }

        Assert.StartsWith($"HTTP/1.1 {status}", head);
        if (status == "101")
        {
            Assert.Contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", head);
            Assert.Contains($"Sec-WebSocket-Protocol: {protocol}", head);
        }

        return peer;
    }

    private static async Task<byte[]> Bytes(MqttPeer peer, int count)
    {
        var bytes = new byte[count];
        for (var got = 0; got < count;)
        {
            var more = await peer.Socket.ReceiveAsync(bytes.AsMemory(got)).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
            Assert.NotEqual(0, more);
            got += more;
        }

        return bytes;
    }
}
