using System.Diagnostics;
using Amity.Benchmarks.Contenders;

namespace Amity.Benchmarks.Load;

/// <summary>What clients saw of a server in one window. Times are milliseconds; processor time is microseconds of the server a request.</summary>
internal sealed record LoadResult(double PerSecond, double P50, double P99, double ServerMicros, double ClientShare, int Refused);

/// <summary>Clients that each send their next request when the last one is answered, as many as connections.</summary>
internal static class HttpLoad
{
    /// <summary>The part of the window's length that runs before it and is not counted.</summary>
    private const double WarmUp = 0.15;

    /// <summary>Until the runtime has compiled the server's hot code for good, which takes tens of thousands of calls.</summary>
    public static async Task Warm(Contender server, IReadOnlyList<byte[]> requests) =>
        await Run(server, requests, 16, TimeSpan.FromSeconds(4));

    /// <summary>Client i begins with request i: requests are to differ where the server could profit from equal ones.</summary>
    public static async Task<LoadResult> Run(Contender server, IReadOnlyList<byte[]> requests, int clients, TimeSpan window)
    {
        var connections = new HttpConnection[clients];
        for (var i = 0; i < clients; i++)
        {
            connections[i] = await HttpConnection.Open(server.Address);
        }

        // Away from the thread of the sockets, which would otherwise run what follows the last answer.
        await Task.Yield();
        var begin = Stopwatch.GetTimestamp() + (long)(window.TotalSeconds * WarmUp * Stopwatch.Frequency);
        var end = begin + (long)(window.TotalSeconds * Stopwatch.Frequency);
        var clientLoops = connections.Select((connection, i) => Client(connection, requests, i, begin, end)).ToArray();

        await Task.Delay(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), begin));
        var (serverBefore, clientBefore) = (server.ProcessorTime, Environment.CpuUsage.TotalTime);
        await Task.Delay(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), end));
        var (serverTime, clientTime) = (server.ProcessorTime - serverBefore, Environment.CpuUsage.TotalTime - clientBefore);

        var seen = await Task.WhenAll(clientLoops);
        await Task.Yield();
        Array.ForEach(connections, connection => connection.Dispose());

        var answered = seen.Sum(client => client.Answered);
        var times = seen.SelectMany(client => client.Times).Order().ToArray();
        return new LoadResult(
            answered / window.TotalSeconds,
            Milliseconds(times, 0.50),
            Milliseconds(times, 0.99),
            serverTime.TotalMicroseconds / Math.Max(1, answered),
            clientTime / (clientTime + serverTime),
            seen.Sum(client => client.Refused));
    }

    private static async Task<Seen> Client(HttpConnection connection, IReadOnlyList<byte[]> requests, int number, long begin, long end)
    {
        var seen = new Seen();
        for (var i = number; ; i++)
        {
            var sent = Stopwatch.GetTimestamp();
            var succeeded = await connection.Succeeds(requests[i % requests.Count]);
            var now = Stopwatch.GetTimestamp();
            if (now >= begin)
            {
                seen.Add(succeeded, now - sent, inWindow: now < end);
            }

            if (now >= end)
            {
                return seen;
            }
        }
    }

    private static double Milliseconds(long[] sorted, double quantile) =>
        sorted.Length == 0 ? double.NaN : sorted[(int)(quantile * (sorted.Length - 1))] * 1000.0 / Stopwatch.Frequency;

    private sealed class Seen
    {
        public int Answered { get; private set; }

        public int Refused { get; private set; }

        /// <summary>Also of those that the end of the window overtook: they are the slow ones.</summary>
        public List<long> Times { get; } = new(1024);

        public void Add(bool succeeded, long time, bool inWindow)
        {
            Times.Add(time);
            Answered += succeeded && inWindow ? 1 : 0;
            Refused += succeeded ? 0 : 1;
        }
    }
}
