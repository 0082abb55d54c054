using Amity.Modules.Realtime;
using Amity.Tests.Kit;
using Amity.Tests.Mqtt;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Amity.Tests.Realtime;

/// <summary>What an operator reads of clients that break the rules.</summary>
public sealed class MisbehaviourTests
{
    [Fact]
    public async Task a_client_that_asks_for_what_it_may_not_have_is_in_the_log_once_a_minute()
    {
        await using var amity = await AmityHost.Start();
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        await using var listener = await Listener.Of(amity, alice);
        await using var other = await Listener.Of(amity, bob);

        Assert.False(await listener.Hears("everything/#"));
        Assert.False(await listener.Hears("all/#"));
        Assert.False(await other.Hears("a line\n[warn] of its own/#"));

        Assert.Equal([$"A realtime client of user {alice.InternalId()} misbehaves: a subscription that is not allowed: everything/#"], amity.Log.Of(alice.InternalId()));
        Assert.Equal([$"A realtime client of user {bob.InternalId()} misbehaves: a subscription that is not allowed: a line [warn] of its own/#"], amity.Log.Of(bob.InternalId()));
    }

    [Fact]
    public async Task strangers_that_break_the_protocol_share_a_line()
    {
        await using var amity = await AmityHost.Start(options => options.Mqtt.TcpPort = 0);
        var port = amity.Services.GetRequiredService<RealtimeServer>().TcpAddress!.Port;
        for (var times = 0; times < 3; times++)
        {
            using var stranger = await MqttPeer.Dial(new(System.Net.IPAddress.Loopback, port));
            await stranger.Send(Packets.PingReq);
            Assert.Null(await stranger.Read());
        }

        Assert.Equal(["A realtime client of nobody misbehaves: a packet before CONNECT"], amity.Log.Of("misbehaves"));
    }
}
