// The MQTT server alone, for conformance suites, peers and load: everybody may connect, publish and subscribe, and messages are retained.
//
//   dotnet run --project tests/OpenBroker -- [TCP-PORT [WEBSOCKET-PORT]]
using System.Globalization;
using System.Net;
using Amity.Core.Mqtt;

var ports = args.Select(port => int.Parse(port, CultureInfo.InvariantCulture)).ToArray();
var options = new BrokerOptions { MaxPacketBytes = 16 * 1024 * 1024, MaxConnectBytes = 256 * 1024, MaxSubscriptions = 100_000, MaxQueuedMessages = 10_000, MaxQueuedBytes = 16 * 1024 * 1024 };
await using var broker = new Broker(new OpenPolicy(), options);
broker.Trouble += trouble => Console.Error.WriteLine(trouble);
await using var listener = new MqttListener(broker, new IPEndPoint(IPAddress.Loopback, ports is [var tcp, ..] ? tcp : 1883));
Console.WriteLine($"MQTT on {listener.Address}");

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "OpenBroker" });
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, ports is [_, var web, ..] ? web : 8083));
var app = builder.Build();
app.Map("/mqtt", async http =>
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
app.Lifetime.ApplicationStopping.Register(() => _ = broker.DisposeAsync().AsTask());
await app.StartAsync();
Console.WriteLine($"WebSocket on {app.Urls.Single().Replace("http:", "ws:", StringComparison.Ordinal)}/mqtt");
await app.WaitForShutdownAsync();

internal sealed class OpenPolicy : IBrokerPolicy
{
    public bool Retains => true;

    public bool PublishesWills => true;

    public ValueTask<Admission> Admit(ConnectPacket connect) =>
        new(new Admission(ConnectReturn.Accepted, new Member(connect.ClientId)));

    public ValueTask<bool> MaySubscribe(Member member, string filter) => new(true);

    public bool MayPublish(Member member, string topic) => true;

    public void Misbehaved(Member? member, string how) => Console.Error.WriteLine($"a client sent {how}");
}
