using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Amity.Benchmarks.Contenders;

namespace Amity.Benchmarks.Realtime;

/// <summary>A broker in a process of its own, with a port for TCP and one for WebSocket. It ends with this process.</summary>
internal sealed class BrokerProcess : IAsyncDisposable
{
    /// <summary>What is measured.</summary>
    private readonly Process process;

    /// <summary>What ends when its input does.</summary>
    private readonly Process owner;

    private readonly string? folder;

    private BrokerProcess(Process process, Process owner, int tcpPort, int webPort, string? folder = null)
    {
        (this.process, this.owner, TcpPort, WebPort, this.folder) = (process, owner, tcpPort, webPort, folder);
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
        return new BrokerProcess(process, process, tcpPort, new Uri(address).Port);
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
        // Whatever becomes of this process, its input ends with it, and the broker with that.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "\"$0\" -c \"$1\" 2> /dev/null & echo $!; cat > /dev/null; kill $!; wait", Mosquitto!, file])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var shell = Process.Start(start)!;
        var server = Process.GetProcessById(int.Parse((await shell.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture));
        var broker = new BrokerProcess(server, shell, tcpPort, webPort, folder);
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
        owner.StandardInput.Close();
        await owner.WaitForExitAsync();
        owner.Dispose();
        process.Dispose();
        if (folder is not null)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
