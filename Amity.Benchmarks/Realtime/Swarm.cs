using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Amity.Benchmarks.Realtime;

/// <summary>A publisher and many receivers on one thread. The publisher speaks MQTT to either broker, and publishes what looks like an event.</summary>
internal sealed class Swarm : IDisposable
{
    private const string Topic = "n1/social/community/c5/post/p3";
    private const int PayloadBytes = 600;

    private readonly BrokerProcess broker;
    private readonly MqttLine[] receivers;
    private readonly MqttLine publisher;
    private readonly Epoll epoll = new();
    private readonly byte[] buffer = new byte[256 * 1024];
    private readonly byte[] packet;
    private readonly List<int> arrived = [];
    private readonly List<long> sentAt = [];
    private readonly long[] tenths = new long[1_000_000];
    private int complete;
    private long deliveries;

    public Swarm(BrokerProcess broker, bool isWeb, int count)
    {
        this.broker = broker;
        var payload = "{\"eventType\":\"post.created\",\"data\":{\"posts\":[\"" + new string('x', PayloadBytes - 50) + "\"]}}";
        byte[] body = [0, (byte)Topic.Length, .. Encoding.ASCII.GetBytes(Topic), .. Encoding.ASCII.GetBytes(payload)];
        packet = [0x30, (byte)((body.Length & 0x7F) | 0x80), (byte)(body.Length >> 7), .. body];
        receivers = MqttLine.Open(broker, isWeb, count, at => (string.Create(CultureInfo.InvariantCulture, $"receiver-{at}"), Topic));
        for (var at = 0; at < count; at++)
        {
            epoll.Watch(receivers[at].Socket, at);
        }

        publisher = MqttLine.Open(broker, isWeb, 1, _ => ("publisher", null))[0];
    }

    /// <summary>Keeps so many messages under way, each until all have it.</summary>
    public SwarmResult Windowed(int window, TimeSpan time) => Measure(time, (sent, _) => sent - complete < window ? 0 : 100);

    /// <summary>Publishes at an even pace, whether earlier ones have arrived or not; times count from when they should have left.</summary>
    public SwarmResult Paced(int deliveriesPerSecond, TimeSpan time)
    {
        var every = (long)(Stopwatch.Frequency * (double)receivers.Length / deliveriesPerSecond);
        return Measure(
            time,
            (sent, since) =>
            {
                var wait = (sent * every) - since;
                return wait <= 0 ? 0 : (int)Math.Min(100, (wait * 1000 / Stopwatch.Frequency) + 1);
            },
            every);
    }

    public void Dispose()
    {
        publisher.Dispose();
        Array.ForEach(receivers, receiver => receiver.Dispose());
        epoll.Dispose();
    }

    /// <param name="time">How long is published.</param>
    /// <param name="wait">For how many published, and at which moment, how many milliseconds until the next may be; 0 for now.</param>
    /// <param name="every">Where there is a pace: between two that should leave.</param>
    private SwarmResult Measure(TimeSpan time, Func<int, long, int> wait, long? every = null)
    {
        (complete, deliveries) = (0, 0);
        arrived.Clear();
        sentAt.Clear();
        Array.Clear(tenths);
        var starts = Array.ConvertAll(receivers, receiver => receiver.Position);
        var processor = (Server: broker.ProcessorTime, Client: Environment.CpuUsage.TotalTime);
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(time.TotalSeconds * Stopwatch.Frequency);
        for (var now = start; now < end || complete < sentAt.Count; now = Stopwatch.GetTimestamp())
        {
            var pause = now < end ? wait(sentAt.Count, now - start) : 100;
            while (pause == 0)
            {
                now = Stopwatch.GetTimestamp();
                sentAt.Add(every is { } pace ? start + (sentAt.Count * pace) : now);
                arrived.Add(0);
                publisher.Send(packet);
                pause = wait(sentAt.Count, now - start);
            }

            Receive(pause, starts);
            if (now > end + (30 * Stopwatch.Frequency))
            {
                throw new InvalidOperationException($"Of {(long)sentAt.Count * receivers.Length} deliveries {deliveries} came.");
            }
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new SwarmResult(
            deliveries / seconds,
            Percentile(0.5),
            Percentile(0.99),
            (broker.ProcessorTime - processor.Server).TotalMicroseconds / deliveries,
            (Environment.CpuUsage.TotalTime - processor.Client).TotalMicroseconds / deliveries);
    }

    private void Receive(int milliseconds, long[] starts)
    {
        var ready = epoll.Wait(milliseconds);
        for (var at = 0; at < ready; at++)
        {
            var who = epoll.Ready(at);
            var receiver = receivers[who];
            var count = Epoll.Receive(receiver.Handle, buffer);
            var before = receiver.Position - starts[who];
            receiver.Take(buffer.AsSpan(0, count));
            var after = receiver.Position - starts[who];
            var now = Stopwatch.GetTimestamp();
            for (var which = (int)(before / packet.Length); which < (int)(after / packet.Length); which++)
            {
                deliveries++;
                tenths[Math.Min((now - sentAt[which]) * 10_000 / Stopwatch.Frequency, tenths.Length - 1)]++;
                if (++arrived[which] == receivers.Length)
                {
                    complete++;
                }
            }
        }
    }

    private double Percentile(double share)
    {
        var left = (long)(deliveries * share);
        var at = 0;
        for (; at < tenths.Length - 1 && left >= tenths[at]; at++)
        {
            left -= tenths[at];
        }

        return (at + 0.5) / 10;
    }
}

/// <param name="PerSecond">Deliveries.</param>
/// <param name="P50">Milliseconds from one that was published to one that was received.</param>
/// <param name="P99">The same.</param>
/// <param name="ServerMicros">Processor time of the server for each delivery.</param>
/// <param name="ClientMicros">Processor time of the client, which has to be far less.</param>
internal sealed record SwarmResult(double PerSecond, double P50, double P99, double ServerMicros, double ClientMicros);
