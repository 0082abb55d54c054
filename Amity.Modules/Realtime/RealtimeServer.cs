using System.Net;
using System.Net.Sockets;
using Amity.Core;
using Amity.Core.Identity;
using Amity.Core.Mqtt;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Amity.Modules.Realtime;

/// <summary>
/// The broker while the host runs: listens over TCP where that is configured, ends what expires, and closes every connection when the host begins to stop, so that
/// the web server need not wait for them.
/// </summary>
internal sealed class RealtimeServer : IHostedService, IAsyncDisposable, IDisposable
{
    private const int SecondsBetweenPeaks = 10;

    private static readonly BrokerOptions Bounds = new()
    {
        MaxSubscriptions = StoredSessions.MostFilters,

        // The SDK comes back with the same client id for every page that is opened, and its pages close without a word.
        OldSubscriptionsMakeRoom = true,

        // All sessions of a user may come back at once with all that they have.
        QuestionsPerSecond = 1000,
        QuestionsAtOnce = StoredSessions.MostOfUser * (StoredSessions.MostFilters + BrokerOptions.QuestionsOfConnect),

        // Clients lose what arrives in the same instant as CONNACK.
        ResumeDelay = TimeSpan.FromMilliseconds(50),
    };

    private readonly AmityOptions options;
    private readonly Connections connections;
    private readonly OpenNetworks networks;
    private readonly IServiceProvider services;
    private readonly ILogger<RealtimeServer> log;
    private readonly CancellationTokenSource stopping = new();
    private readonly Lazy<Task> stopped;
    private MqttListener? listener;
    private Task ticking = Task.CompletedTask;

    public RealtimeServer(
        AmityOptions options,
        RealtimePolicy policy,
        StoredSessions sessions,
        Connections connections,
        OpenNetworks networks,
        IServiceProvider services,
        ILogger<RealtimeServer> log)
    {
        (this.options, this.connections, this.networks, this.services, this.log) = (options, connections, networks, services, log);
        Broker = new Broker(policy, Bounds, sessions);
        Broker.Trouble += cause => log.LogError(cause, "Realtime is in trouble");
        policy.End = connected => Broker.End(
            RealtimeMember.KeyOf(connected.Holder.Network, connected.Holder.InternalId),
            member => ((RealtimeMember)member).Connected == connected);
        stopped = new Lazy<Task>(Stop);
    }

    public Broker Broker { get; }

    public bool IsStopping => stopping.IsCancellationRequested;

    public CancellationToken Stopping => stopping.Token;

    /// <summary>Where MQTT is spoken over TCP; null where it is not.</summary>
    public IPEndPoint? TcpAddress => listener?.Address;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<RealtimeMetrics>();
        if (options.Mqtt.TcpPort is { } port)
        {
            try
            {
                listener = new MqttListener(Broker, new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, port));
            }
            catch (SocketException taken)
            {
                throw new IOException($"MQTT cannot listen on TCP port {port}: {taken.Message}.", taken);
            }

            log.LogInformation("MQTT over TCP on port {Port}", listener.Address.Port);
        }

        // Earlier than this service's own stop, for which the host waits until the web server has let go of its connections.
        services.GetService<IHostApplicationLifetime>()?.ApplicationStopping.Register(() => _ = stopped.Value);
        ticking = Task.Run(Tick, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => stopped.Value;

    public async ValueTask DisposeAsync() => await stopped.Value;

    /// <summary>For a host that disposes its services synchronously.</summary>
    public void Dispose() => stopped.Value.GetAwaiter().GetResult();

    private async Task Stop()
    {
        await stopping.CancelAsync();
        if (listener is not null)
        {
            await listener.DisposeAsync();
        }

        await Broker.DisposeAsync();
        await ticking;
    }

    private async Task Tick()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var swept = Environment.TickCount64;
        for (var second = 1; await Next(timer); second++)
        {
            connections.EndExpired();
            if (second % SecondsBetweenPeaks == 0)
            {
                await StorePeaks();
            }

            if (Environment.TickCount64 - swept >= StoredSessions.SweepEvery.TotalMilliseconds)
            {
                swept = Environment.TickCount64;
                foreach (var network in networks.All)
                {
                    await Try(() => Sweep(network));
                }
            }
        }

        await StorePeaks();
    }

    private async Task StorePeaks()
    {
        foreach (var (network, peak) in connections.NewPeaks())
        {
            await Try(() => DevicePeaks.Store(connections, network, peak));
        }
    }

    private Task Sweep(Network network) => StoredSessions.Sweep(
        network.Database,
        connections.Of(network).Where(one => one.ClientId.Length > 0).Select(one => (one.Holder.InternalId, one.ClientId)));

    private async ValueTask<bool> Next(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // The next time will do as well.
    private async Task Try(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception trouble)
        {
            log.LogWarning("What realtime keeps could not be stored: {Cause}", trouble.Message);
        }
    }
}
