using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Amity.Benchmarks.Contenders;

namespace Amity.Benchmarks.Realtime;

/// <summary>A broker in a process of its own, with a port for TCP and one for WebSocket. It ends with this process.</summary>
internal sealed class BrokerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly string? folder;

    private BrokerProcess(Process process, int tcpPort, int webPort, string? folder = null)
    {
        (this.process, TcpPort, WebPort, this.folder) = (process, tcpPort, webPort, folder);
    }

    /// <summary>Debian's mosquitto, run by hand; its service has nothing to do with it.</summary>
    public static bool IsMosquittoHere => Mosquitto is not null;

    public int TcpPort { get; }

    public int WebPort { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    private static string? Mosquitto { get; } = new[] { "/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/usr/bin/mosquitto" }.FirstOrDefault(File.Exists);

    public static async Task<BrokerProcess> StartAmity()
    {
        var tcpPort = FreePort();
        var process = Contender.Launch(ContendCommand.Mqtt, tcpPort.ToString(CultureInfo.InvariantCulture));
        var address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The broker did not start.");
        return new BrokerProcess(process, tcpPort, new Uri(address).Port);
    }

    public static async Task<BrokerProcess> StartMosquitto()
    {
        var folder = Directory.CreateTempSubdirectory("amity-mosquitto-").FullName;
        var (tcpPort, webPort) = (FreePort(), FreePort());
        var file = Path.Combine(folder, "mosquitto.conf");

        // Everything in its favour: nothing is stored, logged or limited, and no packet waits for another.
        await File.WriteAllTextAsync(file, string.Create(CultureInfo.InvariantCulture, $"""
            allow_anonymous true
            persistence false
            log_type none
            log_dest none
            max_queued_messages 0
            set_tcp_nodelay true
            user root
            listener {tcpPort} 127.0.0.1
            max_connections -1
            listener {webPort} 127.0.0.1
            protocol websockets
            max_connections -1

            """));
        var start = new ProcessStartInfo(Mosquitto!) { RedirectStandardInput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(file);
        var broker = new BrokerProcess(Process.Start(start)!, tcpPort, webPort, folder);
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await probe.ConnectAsync(IPAddress.Loopback, webPort);
                return broker;
            }
            catch (SocketException) when (tries < 100)
            {
                await Task.Delay(50);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        if (folder is not null)
        {
            process.Kill();
            Directory.Delete(folder, recursive: true);
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
