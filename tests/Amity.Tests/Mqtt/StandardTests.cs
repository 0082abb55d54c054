using Amity.Core.Mqtt;
using Xunit;
using static Amity.Tests.Mqtt.ServerPacketKind;

namespace Amity.Tests.Mqtt;

/// <summary>
/// The normative statements of MQTT 3.1.1, on real sockets. The trait names the statements that a test covers; what can be seen in one packet is in the
/// properties of the decoder, and long sequences are in those of the session.
/// </summary>
public sealed class StandardTests
{
    // 3.1 CONNECT and 3.2 CONNACK

    [Fact]
    [Trait("MQTT", "3.1.0-1, 3.1.0-2")]
    public async Task the_first_packet_is_connect_and_there_is_no_second()
    {
        await using var server = await MqttServer.Start();
        using var early = await server.Dial();
        await early.Send(Packets.PingReq);
        Assert.Null(await early.Read());

        using var twice = await server.Connect("twice");
        await twice.Send(Packets.Connect("twice"));
        Assert.Null(await twice.Read());
        Assert.Equal(["a packet before CONNECT", "a second CONNECT"], server.Policy.Complaints);
    }

    [Theory]
    [Trait("MQTT", "3.1.2-2, 3.1.4-5, 3.2.2-4, 3.2.2-5, 3.2.2-6")]
    [InlineData("MQTT", 5)]
    [InlineData("MQTT", 3)]
    [InlineData("MQIsdp", 4)]
    [InlineData("MQTT", 0x84)]
    public async Task another_protocol_level_is_answered_with_1_and_the_end(string name, int level)
    {
        await using var server = await MqttServer.Start();
        using var peer = await server.Dial();
        await peer.Send(Packets.Whole(0x10, [.. Packets.Text(name), (byte)level, 2, 0, 60, 0, .. Packets.Text("x")]), Packets.PingReq);

        var refusal = await peer.Read(ConnAck);
        Assert.Equal((1, false), (refusal.Code, refusal.SessionPresent));
        Assert.Null(await peer.Read());
    }

    [Fact]
    [Trait("MQTT", "3.1.2-1, 3.1.2-3, 3.1.2-22")]
    public async Task a_protocol_of_another_name_and_wrong_flags_end_the_connection_without_an_answer()
    {
        await using var server = await MqttServer.Start();
        byte[][] wrong =
        [
            Packets.Whole(0x10, [.. Packets.Text("HTTP"), 4, 2, 0, 60, .. Packets.Text("x")]),
            Packets.Whole(0x10, [.. Packets.Text("MQTT"), 4, 3, 0, 60, .. Packets.Text("x")]),
            Packets.Whole(0x10, [.. Packets.Text("MQTT"), 4, 0x42, 0, 60, .. Packets.Text("x"), .. Packets.Text("password")]),
        ];
        foreach (var connect in wrong)
        {
            using var peer = await server.Dial();
            await peer.Send(connect);
            Assert.Null(await peer.Read());
        }

        Assert.Equal(wrong.Length, server.Policy.Complaints.Count);
    }

    [Theory]
    [Trait("MQTT", "3.1.3-6, 3.1.3-7, 3.1.3-8, 3.1.3-9")]
    [InlineData(4, true, 0)]
    [InlineData(4, false, 2)]
    [InlineData(3, true, 2)]
    public async Task a_client_without_an_id_gets_one_if_its_session_is_clean(int level, bool clean, int code)
    {
        await using var server = await MqttServer.Start();
        using var first = await server.Dial();
        using var second = await server.Dial();
        Assert.Equal(code, (await first.Ask(Packets.Connect("", clean, level: level), ConnAck)).Code);
        Assert.Equal(code, (await second.Ask(Packets.Connect("", clean, level: level), ConnAck)).Code);
        if (code == 0)
        {
            Assert.Empty(await first.Pending());
        }
        else
        {
            Assert.Null(await first.Read());
        }
    }

    [Fact]
    [Trait("MQTT", "3.1.3-5")]
    public async Task ids_may_be_long_and_of_any_letters()
    {
        await using var server = await MqttServer.Start();
        using var peer = await server.Connect("mqttjs_ascWebSdk#6947_é_" + new string('x', 300));
        Assert.Empty(await peer.Pending());
    }

    [Theory]
    [Trait("MQTT", "3.1.4-2, 3.1.4-3, 3.1.4-4, 3.2.0-1, 3.2.2-1, 3.2.2-2, 3.2.2-3")]
    [InlineData(1)]
    [InlineData(3)]
    public async Task a_second_connection_takes_the_session_over_and_ends_the_first(int loops)
    {
        await using var server = await MqttServer.Start(loops: loops);
        using var first = await server.Connect("phone", clean: false);
        await first.Subscribe(("news", 1));

        using var second = await server.Connect("phone", clean: false);
        await first.IsClosed();
        Assert.False(first.Greeting!.SessionPresent);
        Assert.True(second.Greeting!.SessionPresent);

        server.Broker.Publish("news", "for the second"u8, QoS.AtLeastOnce);
        Assert.Equal("for the second", (await second.Read(Publish)).Payload);

        using var clean = await server.Connect("phone");
        await second.IsClosed();
        Assert.False(clean.Greeting!.SessionPresent);
        server.Broker.Publish("news", "for nobody"u8, QoS.AtLeastOnce);
        Assert.Empty(await clean.Pending());
        Assert.Equal(0, server.Broker.Subscriptions);

        // The server notes a little later than the client that a connection is over.
        Assert.True(SpinWait.SpinUntil(() => server.Broker.Connections == 1, TimeSpan.FromSeconds(20)));
    }

    [Fact]
    [Trait("MQTT", "3.1.2-4, 3.1.2-5")]
    public async Task a_stranger_with_the_same_id_has_another_session()
    {
        await using var server = await MqttServer.Start();
        using var alice = await server.Connect("phone", clean: false, user: "alice");
        using var bob = await server.Connect("phone", clean: false, user: "bob");
        await alice.Subscribe(("a", 0));
        server.Broker.Publish("a", "x"u8);

        Assert.Equal("x", (await alice.Read(Publish)).Payload);
        Assert.Empty(await bob.Pending());
    }

    [Fact]
    [Trait("MQTT", "3.1.2-6, 3.1.2-7")]
    public async Task what_a_clean_session_had_is_gone_with_its_connection()
    {
        await using var server = await MqttServer.Start();
        using (var clean = await server.Connect("c"))
        {
            await clean.Subscribe(("t", 1));
            server.Broker.Publish("t", "not acknowledged"u8, QoS.AtLeastOnce);
            await clean.Read(Publish);
        }

        await Eventually(() => server.Broker.Connections == 0);
        server.Broker.Publish("t", "while it was away"u8, QoS.AtLeastOnce);
        using var again = await server.Connect("c", clean: false);
        Assert.False(again.Greeting!.SessionPresent);
        Assert.Empty(await again.Pending());
    }

    [Theory]
    [Trait("MQTT", "3.1.2-8, 3.1.2-9, 3.1.2-10, 3.1.2-11, 3.1.2-12, 3.14.4-3")]
    [InlineData("cut", true)]
    [InlineData("malformed", true)]
    [InlineData("takenOver", true)]
    [InlineData("ended", true)]
    [InlineData("disconnect", false)]
    public async Task a_will_is_published_unless_the_client_said_goodbye(string end, bool isPublished)
    {
        await using var server = await MqttServer.Start();
        using var watcher = await server.Connect("watcher");
        await watcher.Subscribe(("wills/+", 2));
        using var other = await server.Connect("other");
        var peer = await server.Connect("dying", will: new Will("wills/dying", "gone"u8.ToArray(), QoS.AtLeastOnce, Retain: true), user: "dying");
        switch (end)
        {
            case "cut":
                peer.Dispose();
                break;
            case "malformed":
                await peer.Send([0, 0]);
                break;
            case "takenOver":
                (await server.Connect("dying", user: "dying")).Dispose();
                break;
            case "ended":
                server.Broker.End("dying");
                break;
            case "disconnect":
                await peer.Send(Packets.Disconnect);
                await peer.IsClosed();
                break;
        }

        if (isPublished)
        {
            var will = await watcher.Read(Publish);
            Assert.Equal(("wills/dying", "gone", 1, false), (will.Topic, will.Payload, will.QoS, will.IsRetained));
            await other.Subscribe(("wills/dying", 0));
            Assert.True((await other.Read(Publish)).IsRetained);
        }
        else
        {
            await Eventually(() => server.Broker.Connections == 2);
            Assert.Empty(await watcher.Pending());
        }

        peer.Dispose();
    }

    [Fact]
    public async Task a_will_that_may_not_be_published_is_forgotten()
    {
        await using var server = await MqttServer.Start(policy: new TestPolicy { Publishes = topic => topic != "wills" });
        using var watcher = await server.Connect("watcher");
        await watcher.Subscribe(("#", 0));
        (await server.Connect("dying", will: new Will("wills", "gone"u8.ToArray(), QoS.AtMostOnce, Retain: false))).Dispose();
        await Eventually(() => server.Broker.Connections == 1);
        Assert.Empty(await watcher.Pending());
    }

    [Fact]
    [Trait("MQTT", "3.1.2-24, 3.12.4-1")]
    public async Task silence_of_one_and_a_half_times_the_keep_alive_ends_the_connection()
    {
        await using var server = await MqttServer.Start();
        using var silent = await server.Connect("silent", keepAlive: 1);
        using var half = await server.Connect("half", keepAlive: 1);
        using var alive = await server.Connect("alive", keepAlive: 1);
        using var free = await server.Connect("free", keepAlive: 0);
        var started = Environment.TickCount64;
        var end = silent.IsClosed();
        var halfEnd = half.IsClosed();
        foreach (var part in (byte[])[0x30, 100, 0, 1, (byte)'t', 1, 2, 3, 4, 5, 6, 7])
        {
            // Bytes alone are no packet.
            await half.Send([part]);
            Assert.Empty(await alive.Pending());
            await Task.Delay(200);
            if (end.IsCompleted && halfEnd.IsCompleted)
            {
                break;
            }
        }

        await end;
        await halfEnd;
        Assert.InRange(Environment.TickCount64 - started, 1400, 10_000);
        Assert.Empty(await alive.Pending());
        Assert.Empty(await free.Pending());
    }

    [Theory]
    [Trait("MQTT", "3.2.2-4, 3.2.2-5")]
    [InlineData(ConnectReturn.BadCredentials)]
    [InlineData(ConnectReturn.NotAuthorized)]
    [InlineData(ConnectReturn.IdentifierRejected)]
    [InlineData(ConnectReturn.ServerUnavailable)]
    public async Task a_refusal_arrives_and_ends_the_connection(ConnectReturn code)
    {
        await using var server = await MqttServer.Start(policy: new TestPolicy { Admits = _ => new(code) });
        using var peer = await server.Dial();
        await peer.Send(Packets.Connect("x"), Packets.Subscribe(1, ("t", 0)), Packets.PingReq);
        Assert.Equal((int)code, (await peer.Read(ConnAck)).Code);
        Assert.Null(await peer.Read());
        Assert.Equal(0, server.Broker.Connections);
    }

    [Fact]
    public async Task trouble_of_the_policy_is_answered_with_3()
    {
        await using var server = await MqttServer.Start(policy: new TestPolicy { Admits = _ => throw new InvalidOperationException("the database") });
        using var peer = await server.Dial();
        Assert.Equal(3, (await peer.Ask(Packets.Connect("x"), ConnAck)).Code);
        Assert.Null(await peer.Read());
        Assert.Single(server.Troubles);
    }

    [Fact]
    [Trait("MQTT", "3.1.4-5")]
    public async Task packets_behind_connect_need_not_wait_for_connack()
    {
        await using var server = await MqttServer.Start();
        using var peer = await server.Dial();
        await peer.Send(Packets.Connect("x"), Packets.Subscribe(1, ("t", 0)), Packets.Publish("t", "1"), Packets.Publish("t", "2"), Packets.PingReq);
        await peer.Read(ConnAck);
        await peer.Read(SubAck);
        Assert.Equal("1", (await peer.Read(Publish)).Payload);
        Assert.Equal("2", (await peer.Read(Publish)).Payload);
        await peer.Read(PingResp);
    }

    // 3.3 PUBLISH, and the flows of 4.3

    [Theory]
    [Trait("MQTT", "3.3.5-1, 3.8.4-6, 4.3.1-1, 4.3.2-1, 4.3.3-1")]
    [InlineData(0, 0, 0)]
    [InlineData(0, 2, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(1, 2, 1)]
    [InlineData(2, 1, 1)]
    [InlineData(2, 2, 2)]
    public async Task a_message_arrives_with_the_lower_of_both_qualities(int published, int granted, int expected)
    {
        await using var server = await MqttServer.Start();
        using var reader = await server.Connect("reader");
        using var writer = await server.Connect("writer");
        Assert.Equal([granted], await reader.Subscribe(("t", granted)));
        await writer.Send(Packets.Publish("t", "hello", published, published > 0 ? 7 : 0));
        var message = await reader.Read(Publish);
        Assert.Equal((expected, "t", "hello", false, false), (message.QoS, message.Topic, message.Payload, message.IsDuplicate, message.IsRetained));
        Assert.Equal(expected > 0, message.PacketId > 0);
        if (published == 1)
        {
            Assert.Equal(7, (await writer.Read(PubAck)).PacketId);
        }

        if (published == 2)
        {
            Assert.Equal(7, (await writer.Read(PubRec)).PacketId);
        }
    }

    [Fact]
    [Trait("MQTT", "2.3.1-3, 2.3.1-6, 3.3.1-1, 3.3.1-3, 4.3.3-2, 4.4.0-1, 4.6.0-1, 4.6.0-2")]
    public async Task what_was_not_acknowledged_comes_again_in_its_order_on_the_next_connection()
    {
        await using var server = await MqttServer.Start();
        using var peer = await server.Connect("p", clean: false);
        await peer.Subscribe(("t", 2));
        for (var at = 0; at < 4; at++)
        {
            server.Broker.Publish("t", [(byte)('a' + at)], at == 1 ? QoS.AtLeastOnce : QoS.ExactlyOnce);
        }

        var first = await peer.Pending();
        Assert.Equal(["a", "b", "c", "d"], first.Select(packet => packet.Payload));
        Assert.Equal(4, first.Select(packet => packet.PacketId).Distinct().Count());
        await peer.Ask(Packets.PubRec(first[2].PacketId), PubRel);
        await peer.Ask(Packets.PubRec(first[0].PacketId), PubRel);
        await peer.Send(Packets.PubComp(first[0].PacketId));
        peer.Dispose();

        using var again = await server.Connect("p", clean: false);
        var rest = await again.Pending();
        Assert.Equal([Publish, PubRel, Publish], rest.Select(packet => packet.Kind));
        Assert.Equal([first[1].PacketId, first[2].PacketId, first[3].PacketId], rest.Select(packet => packet.PacketId));
        Assert.All(rest.Where(packet => packet.Kind == Publish), packet => Assert.True(packet.IsDuplicate));

        await again.Send(Packets.PubAck(first[1].PacketId), Packets.PubComp(first[2].PacketId));
        await again.Ask(Packets.PubRec(first[3].PacketId), PubRel);
        await again.Send(Packets.PubComp(first[3].PacketId));
        Assert.Empty(await again.Pending());
        again.Dispose();
        using var last = await server.Connect("p", clean: false);
        Assert.Empty(await last.Pending());
    }

    [Fact]
    [Trait("MQTT", "4.3.3-2, 3.6.4-1")]
    public async Task a_message_of_quality_2_that_is_sent_again_is_published_once()
    {
        await using var server = await MqttServer.Start();
        using var reader = await server.Connect("reader");
        await reader.Subscribe(("t", 0));
        using (var writer = await server.Connect("writer", clean: false))
        {
            await writer.Ask(Packets.Publish("t", "once", 2, 9), PubRec);
        }

        using var again = await server.Connect("writer", clean: false);
        Assert.Equal(9, (await again.Ask(Packets.Publish("t", "once", 2, 9, duplicate: true), PubRec)).PacketId);
        Assert.Equal(9, (await again.Ask(Packets.PubRel(9), PubComp)).PacketId);
        Assert.Equal(9, (await again.Ask(Packets.PubRel(9), PubComp)).PacketId);
        Assert.Equal(9, (await again.Ask(Packets.Publish("t", "another", 2, 9), PubRec)).PacketId);
        Assert.Equal(["once", "another"], (await reader.Pending()).Select(packet => packet.Payload));
    }

    [Fact]
    [Trait("MQTT", "3.3.5-2")]
    public async Task what_may_not_be_published_is_acknowledged_and_goes_nowhere()
    {
        await using var server = await MqttServer.Start(policy: new TestPolicy { Publishes = _ => false });
        using var reader = await server.Connect("reader");
        await reader.Subscribe(("#", 0));
        using var writer = await server.Connect("writer");
        await writer.Send(Packets.Publish("t", "0"), Packets.Publish("t", "1", 1, 1, retain: true));
        await writer.Read(PubAck);
        await writer.Ask(Packets.Publish("t", "2", 2, 2), PubRec);
        await writer.Ask(Packets.PubRel(2), PubComp);
        Assert.Empty(await reader.Pending());
        Assert.Equal(["a PUBLISH that is not allowed: t"], server.Policy.Complaints);
    }

    [Fact]
    [Trait("MQTT", "3.3.1-5, 3.3.1-6, 3.3.1-8, 3.3.1-9, 3.3.1-10, 3.3.1-11, 3.3.1-12, 3.8.4-3")]
    public async Task retained_messages_are_kept_sent_to_new_subscriptions_and_cleared()
    {
        await using var server = await MqttServer.Start();
        using var early = await server.Connect("early");
        await early.Subscribe(("home/+", 1));
        using var writer = await server.Connect("writer");
        await writer.Send(Packets.Publish("home/a", "1", 0, retain: true), Packets.Publish("home/b", "2", 1, 3, retain: true), Packets.Publish("home/a", "not kept"));
        await writer.Read(PubAck);
        Assert.All(await early.Pending(), packet => Assert.False(packet.IsRetained));

        using var late = await server.Connect("late");
        await late.Subscribe(("home/#", 1));
        var kept = (await late.Pending()).OrderBy(packet => packet.Topic, StringComparer.Ordinal).ToList();
        Assert.Equal([("home/a", "1", 0, true), ("home/b", "2", 1, true)], kept.Select(packet => (packet.Topic, packet.Payload, packet.QoS, packet.IsRetained)));
        await late.Subscribe(("home/a", 0));
        Assert.Equal("1", (await late.Read(Publish)).Payload);
        await late.Subscribe(("home/a", 0));
        Assert.Equal("1", (await late.Read(Publish)).Payload);

        await writer.Send(Packets.Publish("home/a", "", 0, retain: true));
        await writer.Pending();
        var cleared = await late.Read(Publish);
        Assert.Equal(("home/a", "", false), (cleared.Topic, cleared.Payload, cleared.IsRetained));
        await late.Subscribe(("home/a", 0));
        Assert.Empty(await late.Pending());
    }

    [Fact]
    public async Task without_a_policy_for_it_the_retain_flag_means_nothing()
    {
        await using var server = await MqttServer.Start(policy: new TestPolicy { Retains = false });
        using var peer = await server.Connect("p");
        await peer.Send(Packets.Publish("t", "1", retain: true));
        await peer.Subscribe(("t", 0));
        Assert.Empty(await peer.Pending());
    }

    [Fact]
    [Trait("MQTT", "4.6.0-5, 4.6.0-6")]
    public async Task more_than_is_in_flight_waits_for_acknowledgements_in_its_order()
    {
        await using var server = await MqttServer.Start(new BrokerOptions { MaxInFlight = 3, MaxQueuedMessages = 50 });
        using var peer = await server.Connect("p");
        await peer.Subscribe(("t", 1));
        for (var at = 0; at < 20; at++)
        {
            server.Broker.Publish("t", [(byte)('a' + at)], QoS.AtLeastOnce);
        }

        var seen = new List<string>();
        var open = await peer.Pending();
        Assert.Equal(3, open.Count);
        while (open.Count > 0)
        {
            seen.AddRange(open.Select(packet => packet.Payload));
            await peer.Send([.. open.Select(packet => Packets.PubAck(packet.PacketId))]);
            open = await peer.Pending();
        }

        Assert.Equal(Enumerable.Range(0, 20).Select(at => ((char)('a' + at)).ToString()), seen);
    }

    // 3.8 SUBSCRIBE, 3.10 UNSUBSCRIBE, 4.7 topics

    [Fact]
    [Trait("MQTT", "3.8.4-1, 3.8.4-2, 3.8.4-4, 3.8.4-5, 3.9.3-1, 3.9.3-2")]
    public async Task suback_has_a_code_for_each_filter_in_order()
    {
        await using var server = await MqttServer.Start(policy: new TestPolicy { Subscribes = filter => new(filter != "secret") });
        using var peer = await server.Connect("p");
        await peer.Send(Packets.Subscribe(77, ("a", 2), ("secret", 1), ("b", 0), ("a", 1)));
        var answer = await peer.Read(SubAck);
        Assert.Equal(77, answer.PacketId);
        Assert.Equal([2, 0x80, 0, 1], answer.Codes);
        Assert.Equal(2, server.Broker.Subscriptions);
        Assert.Equal(["a subscription that is not allowed: secret"], server.Policy.Complaints);
    }

    [Fact]
    [Trait("MQTT", "3.8.4-3, 3.3.5-1")]
    public async Task a_filter_again_replaces_its_quality_and_overlapping_ones_deliver_once()
    {
        await using var server = await MqttServer.Start();
        using var peer = await server.Connect("p");
        await peer.Subscribe(("a/b", 2), ("a/+", 0));
        server.Broker.Publish("a/b", "x"u8, QoS.ExactlyOnce);
        Assert.Equal([2], (await peer.Pending()).Select(packet => packet.QoS));
        await peer.Subscribe(("a/b", 0));
        server.Broker.Publish("a/b", "y"u8, QoS.ExactlyOnce);
        Assert.Equal([0], (await peer.Pending()).Select(packet => packet.QoS));
        Assert.Equal(2, server.Broker.Subscriptions);
    }

    [Fact]
    [Trait("MQTT", "3.10.4-1, 3.10.4-2, 3.10.4-4, 3.10.4-5, 3.10.4-6")]
    public async Task unsubscribe_is_answered_always_and_ends_what_is_the_same_to_the_letter()
    {
        await using var server = await MqttServer.Start();
        using var peer = await server.Connect("p");
        await peer.Subscribe(("a/b", 0), ("a/+", 0), ("c", 0));
        Assert.Equal(5, (await peer.Ask(Packets.Unsubscribe(5, "a/b", "c", "never"), UnsubAck)).PacketId);
        Assert.Equal(6, (await peer.Ask(Packets.Unsubscribe(6, "A/+"), UnsubAck)).PacketId);
        server.Broker.Publish("a/b", "x"u8);
        server.Broker.Publish("c", "x"u8);
        Assert.Equal("a/b", Assert.Single(await peer.Pending()).Topic);
    }

    [Theory]
    [Trait("MQTT", "4.7.1-2, 4.7.1-3, 4.7.2-1, 4.7.3-4")]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true)]
    [InlineData("sport/+", "sport", false)]
    [InlineData("sport/+", "sport/", true)]
    [InlineData("+/+", "/finance", true)]
    [InlineData("/+", "/finance", true)]
    [InlineData("+", "/finance", false)]
    [InlineData("#", "$SYS/broker", false)]
    [InlineData("+/broker", "$SYS/broker", false)]
    [InlineData("$SYS/#", "$SYS/broker", true)]
    [InlineData("ACCOUNTS", "Accounts", false)]
    [InlineData("a//b", "a//b", true)]
    [InlineData("a/+/b", "a//b", true)]
    public async Task the_examples_of_the_standard_match(string filter, string topic, bool matches)
    {
        await using var server = await MqttServer.Start();
        using var peer = await server.Connect("p");
        await peer.Subscribe((filter, 0));
        server.Broker.Publish(topic, "x"u8);
        Assert.Equal(matches ? 1 : 0, (await peer.Pending()).Count);
    }

    [Fact]
    [Trait("MQTT", "3.14.4-1, 3.14.4-2")]
    public async Task disconnect_ends_the_connection_and_keeps_the_session()
    {
        await using var server = await MqttServer.Start();
        using var peer = await server.Connect("p", clean: false);
        await peer.Subscribe(("t", 1));
        await peer.Send(Packets.Disconnect);
        Assert.Null(await peer.Read());
        await Eventually(() => server.Broker.Connections == 0);

        server.Broker.Publish("t", "0"u8);
        server.Broker.Publish("t", "1"u8, QoS.AtLeastOnce);
        using var again = await server.Connect("p", clean: false);
        Assert.True(again.Greeting!.SessionPresent);
        Assert.Equal(["0", "1"], (await again.Pending()).Select(packet => packet.Payload));
        Assert.Empty(server.Policy.Complaints);
    }

    internal static async Task Eventually(Func<bool> holds)
    {
        for (var tries = 0; tries < 1000 && !holds(); tries++)
        {
            await Task.Delay(10);
        }

        Assert.True(holds());
    }
}
