using Amity.Core.Mqtt;
using Amity.Tests.Mqtt;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Amity.Properties.Mqtt;

/// <summary>
/// Histories of a few clients who connect, subscribe, publish, acknowledge in and out of order, and go with and without a word, against
/// <see cref="PlainSession"/>: after every step everybody has received what it says and nothing else.
/// </summary>
public sealed class SessionProperties
{
    private static readonly Gen<Step> AnyStep =
        from what in Gen.Frequency(
            (3, Gen.Constant(What.Connect)),
            (4, Gen.Constant(What.Subscribe)),
            (1, Gen.Constant(What.Unsubscribe)),
            (9, Gen.Constant(What.Publish)),
            (6, Gen.Constant(What.Acknowledge)),
            (3, Gen.Constant(What.AcknowledgeAnything)),
            (2, Gen.Constant(What.Release)),
            (3, Gen.Constant(What.ServerPublishes)),
            (1, Gen.Constant(What.Disconnect)),
            (1, Gen.Constant(What.Cut)),
            (1, Gen.Constant(What.End)))
        from client in Gen.Choose(0, World.Clients - 1)
        from seed in Gen.Choose(0, int.MaxValue)
        select new Step(what, client, seed);

    [Fact]
    public void everybody_receives_what_the_standard_says()
    {
        var counts = new SortedDictionary<string, long>();
        Hold.For(Gen.Zip(AnyStep.ListOf().Resize(120), Gen.Elements(1, 7, 100_000)), 300, given => Play(given.Item1, given.Item2, counts).GetAwaiter().GetResult(), deep: 5000);
        Assert.True(counts["messages"] > 1000 && counts["sent again"] > 10 && counts["take-overs"] > 10, string.Join(", ", counts));
        if (Hold.Deep)
        {
            Console.WriteLine(string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}")));
        }
    }

    private static async Task Play(IEnumerable<Step> steps, int takes, SortedDictionary<string, long> counts)
    {
        await using var world = new World(takes, counts);
        var begin = Enumerable.Range(0, World.Clients).SelectMany(client => (Step[])[new(What.Connect, client, client), new(What.Subscribe, client, takes), new(What.Subscribe, client, takes + client + 1)]);
        foreach (var (what, client, seed) in begin.Concat(steps))
        {
            await world.Do(what, client, new Random(seed));
        }

        world.Check();
    }

    private enum What
    {
        Connect,
        Subscribe,
        Unsubscribe,
        Publish,
        Acknowledge,
        AcknowledgeAnything,
        Release,
        ServerPublishes,
        Disconnect,
        Cut,
        End,
    }

    private sealed record Step(What What, int Client, int Seed);

    /// <summary>The broker, its clients, and beside each the plain session.</summary>
    private sealed class World : IAsyncDisposable
    {
        public const int Clients = 3;

        private static readonly string[] Topics = ["a", "a/b", "a/c", "$a", "no"];
        private static readonly string[] Filters = ["a", "a/+", "a/#", "#", "+/b", "$a", "no"];

        private readonly Broker broker;
        private readonly Line?[] lines = new Line?[Clients];
        private readonly PlainSession?[] sessions = new PlainSession?[Clients];
        private readonly List<Exception> troubles = [];
        private readonly int takes;
        private readonly SortedDictionary<string, long> counts;
        private int published;

        public World(int takes, SortedDictionary<string, long> counts)
        {
            (this.takes, this.counts) = (takes, counts);
            broker = new Broker(
                new TestPolicy { Retains = false, Publishes = topic => topic != "no", Subscribes = filter => new(filter != "no") },
                new BrokerOptions { MaxInFlight = PlainSession.MostInFlight, MaxQueuedMessages = PlainSession.MostWaiting, MaxSubscriptions = PlainSession.MostFilters });
            broker.Trouble += troubles.Add;
        }

        public async Task Do(What what, int client, Random random)
        {
            if (what == What.Connect)
            {
                await Connect(client, random);
            }
            else if (what == What.ServerPublishes)
            {
                ServerPublishes(random);
            }
            else if (lines[client] is { } line && sessions[client] is { } session)
            {
                switch (what)
                {
                    case What.Subscribe:
                        Subscribe(line, session, random);
                        break;
                    case What.Unsubscribe:
                        Unsubscribe(line, session, random);
                        break;
                    case What.Publish:
                        Publish(line, session, random);
                        break;
                    case What.Acknowledge:
                        Acknowledge(line, session, random);
                        break;
                    case What.AcknowledgeAnything:
                        Acknowledge(line, session, random.Next(3), random.Next(1, 8));
                        break;
                    case What.Release:
                        Release(line, session, random.Next(1, 4));
                        break;
                    default:
                        await Leave(what, client, line);
                        break;
                }
            }

            await Settle(client);
            Count("steps");
        }

        public void Check()
        {
            Assert.Empty(troubles);
            Assert.Equal(lines.Count(line => line is not null), broker.Connections);
            Assert.Equal(sessions.Sum(session => session?.Filters.Count ?? 0), broker.Subscriptions);
        }

        public ValueTask DisposeAsync() => broker.DisposeAsync();

        private static string UserOf(int client) => $"user {client}";

        private async Task Connect(int client, Random random)
        {
            var isClean = random.Next(3) == 0;
            var will = random.Next(3) == 0 ? new PlainMessage(Topics[random.Next(Topics.Length)], $"will {published++}", random.Next(3)) : null;
            var wire = new MemoryWire(takes);
            var line = new Line(wire, broker.Serve(wire), will?.Topic == "no" ? null : will);
            wire.Write(Packets.Connect(
                $"client {client}",
                isClean,
                user: UserOf(client),
                will: will is null ? null : new Will(will.Topic, System.Text.Encoding.UTF8.GetBytes(will.Payload), (QoS)will.QoS, Retain: false)));
            var greeting = await wire.Read();
            var before = sessions[client];
            var isPresent = !isClean && before is { IsClean: false };
            Assert.Equal((ServerPacketKind.ConnAck, 0, isPresent), (greeting.Kind, greeting.Code, greeting.SessionPresent));
            if (!isPresent)
            {
                sessions[client] = new PlainSession(isClean);
            }

            var old = lines[client];
            lines[client] = line;
            sessions[client]!.Connect();
            if (old is not null)
            {
                Count("take-overs");
                await old.Served;
                Deliver(old.Will);
            }
        }

        private async Task Leave(What what, int client, Line line)
        {
            switch (what)
            {
                case What.Disconnect:
                    line.Wire.Write(Packets.Disconnect);
                    break;
                case What.Cut:
                    line.Wire.Close();
                    break;
                case What.End:
                    broker.End(UserOf(client));
                    break;
            }

            await line.Served;
            var session = sessions[client]!;
            session.IsConnected = false;
            lines[client] = null;
            if (what == What.End || session.IsClean)
            {
                sessions[client] = null;
            }

            Deliver(what == What.Disconnect ? null : line.Will);
        }

        private void Subscribe(Line line, PlainSession session, Random random)
        {
            var wanted = Enumerable.Range(0, 1 + random.Next(2)).Select(_ => (Filters[random.Next(Filters.Length)], random.Next(3))).ToArray();
            line.Wire.Write(Packets.Subscribe(9, wanted));
            var codes = "";
            foreach (var (filter, qos) in wanted)
            {
                var isGranted = filter != "no" && (session.Filters.Count < PlainSession.MostFilters || session.Filters.ContainsKey(filter));
                if (isGranted)
                {
                    session.Filters[filter] = qos;
                }

                codes += isGranted ? $" {qos}" : " 128";
            }

            session.Answers.Add($"SubAck 9{codes}");
        }

        private static void Unsubscribe(Line line, PlainSession session, Random random)
        {
            var filter = Filters[random.Next(Filters.Length)];
            line.Wire.Write(Packets.Unsubscribe(8, filter));
            session.Filters.Remove(filter);
            session.Answers.Add("UnsubAck 8");
        }

        private void Publish(Line line, PlainSession session, Random random)
        {
            var (topic, qos, id) = (Topics[random.Next(Topics.Length)], random.Next(3), random.Next(1, 4));
            var message = new PlainMessage(topic, $"message {published++}", qos);
            line.Wire.Write(Packets.Publish(topic, message.Payload, qos, id, duplicate: qos > 0 && random.Next(3) == 0));
            if (qos > 0)
            {
                session.Answers.Add($"{(qos == 1 ? "PubAck" : "PubRec")} {id}");
            }

            if (topic != "no" && (qos < 2 || session.Received.Add(id)))
            {
                Deliver(message);
            }
        }

        private static void Release(Line line, PlainSession session, int id)
        {
            line.Wire.Write(Packets.PubRel(id));
            session.Received.Remove(id);
            session.Answers.Add($"PubComp {id}");
        }

        private static void Acknowledge(Line line, PlainSession session, Random random)
        {
            if (session.InFlight.Count > 0)
            {
                var flight = session.InFlight[random.Next(session.InFlight.Count)];
                Acknowledge(line, session, flight.QoS == 1 ? 0 : flight.IsReceived ? 2 : 1, flight.Id!.Value);
            }
        }

        private static void Acknowledge(Line line, PlainSession session, int which, int id)
        {
            switch (which)
            {
                case 0:
                    line.Wire.Write(Packets.PubAck(id));
                    session.PubAck(id);
                    break;
                case 1:
                    line.Wire.Write(Packets.PubRec(id));
                    session.PubRec(id);
                    break;
                default:
                    line.Wire.Write(Packets.PubComp(id));
                    session.PubComp(id);
                    break;
            }
        }

        private void ServerPublishes(Random random)
        {
            var message = new PlainMessage(Topics[random.Next(Topics.Length)], $"message {published++}", random.Next(3));
            var audience = random.Next(3) == 0 ? new HashSet<string> { UserOf(random.Next(Clients)) } : null;
            broker.Publish(new Message(message.Topic, System.Text.Encoding.UTF8.GetBytes(message.Payload), (QoS)message.QoS) { Audience = audience });
            Deliver(message, audience);
        }

        private void Deliver(PlainMessage? message, HashSet<string>? audience = null)
        {
            if (message is null)
            {
                return;
            }

            for (var client = 0; client < Clients; client++)
            {
                if (sessions[client] is { } session && audience?.Contains(UserOf(client)) != false)
                {
                    var granted = session.Filters.Where(filter => Topic.Matches(filter.Key, message.Topic)).Select(filter => (int?)filter.Value).Max();
                    if (granted is { } qos)
                    {
                        session.Deliver(message, qos);
                        Count("messages");
                    }
                }
            }
        }

        /// <summary>Everybody asks for a sign of life, first the one whose step it was: what comes before it is all that there is.</summary>
        private async Task Settle(int first)
        {
            for (var at = 0; at < Clients; at++)
            {
                var client = (first + at) % Clients;
                if (lines[client] is { } line)
                {
                    Assert.True(line.Wire.Write(Packets.PingReq));
                    await Compare(line.Wire, sessions[client]!);
                }
            }
        }

        private async Task Compare(MemoryWire wire, PlainSession session)
        {
            var (unsure, answers) = (new List<PlainMessage>(), new List<string>());
            var sures = new Queue<Sure>(session.Sures);
            for (var packet = await wire.Read(); packet.Kind != ServerPacketKind.PingResp; packet = await wire.Read())
            {
                switch (packet)
                {
                    case { Kind: ServerPacketKind.Publish, QoS: 0 }:
                        Assert.False(packet.IsDuplicate || packet.IsRetained);
                        unsure.Add(new PlainMessage(packet.Topic, packet.Payload, 0));
                        break;
                    case { Kind: ServerPacketKind.Publish }:
                        Compare(packet, session, Assert.Single(sures.TryDequeue(out var sure) ? (Sure[])[sure] : []));
                        break;
                    case { Kind: ServerPacketKind.PubRel }:
                        Assert.True(sures.TryDequeue(out var release) && release.IsRelease, "a PUBREL that was not due");
                        Assert.Equal(release!.Flight.Id, packet.PacketId);
                        break;
                    case { Kind: ServerPacketKind.SubAck }:
                        answers.Add($"SubAck {packet.PacketId} {string.Join(' ', packet.Codes)}");
                        break;
                    default:
                        answers.Add($"{packet.Kind} {packet.PacketId}");
                        break;
                }
            }

            Assert.Equal(session.Unsure.Select(message => message with { QoS = 0 }), unsure);
            Assert.Equal(session.Answers, answers);
            Assert.Empty(sures);
            session.Unsure.Clear();
            session.Sures.Clear();
            session.Answers.Clear();
        }

        private void Compare(ServerPacket packet, PlainSession session, Sure sure)
        {
            Assert.False(sure.IsRelease);
            var flight = sure.Flight;
            Assert.Equal((flight.QoS, flight.Message!.Topic, flight.Message.Payload, sure.IsDuplicate), (packet.QoS, packet.Topic, packet.Payload, packet.IsDuplicate));
            Assert.NotEqual(0, packet.PacketId);
            if (flight.Id is null)
            {
                Assert.DoesNotContain(session.InFlight, other => other.Id == packet.PacketId);
                flight.Id = packet.PacketId;
            }

            Assert.Equal(flight.Id, packet.PacketId);
            if (sure.IsDuplicate)
            {
                Count("sent again");
            }
        }

        private void Count(string what) => counts[what] = counts.GetValueOrDefault(what) + 1;

        private sealed record Line(MemoryWire Wire, Task Served, PlainMessage? Will);
    }
}
