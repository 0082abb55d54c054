using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amity.Core.Mqtt;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Amity.Tests.Mqtt;

/// <summary>A broker on real sockets of this machine, alone but for a policy that each test shapes.</summary>
internal sealed class MqttServer : IAsyncDisposable
{
    private static readonly Lazy<X509Certificate2> Certificate = new(() =>
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = DateTimeOffset.UtcNow;
        return new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    });

    private readonly MqttListener listener;
    private readonly WebApplication web;

    private MqttServer(TestPolicy policy, Broker broker, MqttListener listener, WebApplication web)
    {
        (Policy, Broker, this.listener, this.web) = (policy, broker, listener, web);
        Broker.Trouble += trouble => Troubles.Enqueue(trouble);
    }

    public TestPolicy Policy { get; }

    public Broker Broker { get; }

    /// <summary>What was nobody's fault: empty unless a test makes some.</summary>
    public ConcurrentQueue<Exception> Troubles { get; } = [];

    public IPEndPoint Tcp => listener.Address;

    /// <summary>HTTP/1.1.</summary>
    public Uri Web => Address(0);

    /// <summary>HTTP/2 without TLS.</summary>
    public Uri Web2 => Address(1);

    /// <summary>HTTP/1.1 and HTTP/2 with TLS, by a certificate that nobody vouches for.</summary>
    public Uri Secure => Address(2);

    public static async Task<MqttServer> Start(BrokerOptions? options = null, TestPolicy? policy = null, ISessionStore? store = null, int loops = 1)
    {
        policy ??= new TestPolicy();
        var broker = new Broker(policy, options, store, loops);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(Certificate.Value));
        });
        var web = builder.Build();
        web.Run(async http =>
        {
            if (MqttWebSocket.CanServe(http))
            {
                await MqttWebSocket.Serve(http, broker);
            }
            else
            {
                http.Response.StatusCode = StatusCodes.Status400BadRequest;
            }
        });
        await web.StartAsync();
        return new MqttServer(policy, broker, new MqttListener(broker, new IPEndPoint(IPAddress.Loopback, 0)), web);
    }

    /// <summary>A connection over which nothing was said yet.</summary>
    public Task<MqttPeer> Dial() => MqttPeer.Dial(Tcp);

    /// <summary>A client whose CONNECT was accepted.</summary>
    public async Task<MqttPeer> Connect(string clientId, bool clean = true, int keepAlive = 0, Will? will = null, string? user = null)
    {
        var peer = await Dial();
        await peer.Send(Packets.Connect(clientId, clean, keepAlive, will, user));
        peer.Greeting = await peer.Read(ServerPacketKind.ConnAck);
        Assert.Equal(0, peer.Greeting.Code);
        return peer;
    }

    public async ValueTask DisposeAsync()
    {
        await listener.DisposeAsync();
        await Broker.DisposeAsync();
        await web.DisposeAsync();
    }

    private Uri Address(int which) => new(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ElementAt(which));
}
