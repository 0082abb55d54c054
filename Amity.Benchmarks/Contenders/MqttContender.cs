using System.Globalization;
using System.Net;
using Amity.Core.Mqtt;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Amity.Benchmarks.Contenders;

/// <summary>The MQTT broker without a word of Amity: everybody may connect, publish and subscribe.</summary>
internal static class MqttContender
{
    public static WebApplication Build(string port)
    {
        var broker = new Broker(new OpenPolicy());
        broker.Trouble += trouble => Console.Error.WriteLine(trouble);
        var listener = new MqttListener(broker, new IPEndPoint(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture)));
        var app = Kestrel.Build();
        app.Map("/mqtt", (RequestDelegate)(http => MqttWebSocket.Serve(http, broker)));
        app.Lifetime.ApplicationStopping.Register(() => _ = listener.DisposeAsync());
        return app;
    }

    private sealed class OpenPolicy : IBrokerPolicy
    {
        public bool Retains => false;

        public bool PublishesWills => false;

        public ValueTask<Admission> Admit(ConnectPacket connect) => new(new Admission(ConnectReturn.Accepted, new Member(connect.ClientId)));

        public ValueTask<bool> MaySubscribe(Member member, string filter) => new(true);

        public bool MayPublish(Member member, string topic) => true;

        public void Misbehaved(Member? member, string how) => Console.Error.WriteLine($"a client sent {how}");
    }
}
