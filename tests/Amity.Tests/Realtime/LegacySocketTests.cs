using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Amity.Core.Errors;
using Amity.Modules.Realtime;
using Amity.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Amity.Tests.Realtime;

/// <summary>The socket that the SDK opens at login: it connects and stays quiet.</summary>
public sealed class LegacySocketTests
{
    [Fact]
    public async Task it_greets_and_answers_pings()
    {
        await using var amity = await AmityHost.Start();
        using var socket = await Open(amity, (await amity.Login("alice")).Token!);

        var open = await Read(socket);
        Assert.StartsWith("0{", open, StringComparison.Ordinal);
        var settings = JsonNode.Parse(open![1..])!;
        Assert.NotEmpty(settings.Text("sid"));
        Assert.Empty(settings["upgrades"]!.AsArray());
        Assert.Equal(25_000, settings.Number("pingInterval"));
        Assert.Equal("40", await Read(socket));
        await Say(socket, "2");
        Assert.Equal("3", await Read(socket));
        await Say(socket, "2probe");
        Assert.Equal("3probe", await Read(socket));
    }

    [Fact]
    public async Task a_dead_token_is_told_so_once_and_its_socket_stays_open()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        (await alice.Delete("/api/v4/sessions")).Ok();
        using var socket = await Open(amity, alice.Token!);

        Assert.StartsWith("0{", await Read(socket), StringComparison.Ordinal);
        Assert.StartsWith("44", await Read(socket), StringComparison.Ordinal);
        await Say(socket, "2");
        Assert.Equal("3", await Read(socket));
    }

    [Fact]
    public async Task sockets_of_dead_tokens_are_few_and_take_no_place_from_others()
    {
        await using var amity = await AmityHost.Start();
        amity.Services.GetRequiredService<LegacySockets>().MostDead = 2;
        var (alice, bob) = (await amity.Login("alice"), await amity.Login("bob"));
        (await alice.Delete("/api/v4/sessions")).Ok();
        var first = await Open(amity, alice.Token!);
        using var second = await Open(amity, alice.Token!);

        Assert.Contains("401", (await Assert.ThrowsAsync<WebSocketException>(() => Open(amity, alice.Token!))).Message, StringComparison.Ordinal);
        using var live = await Open(amity, bob.Token!);
        await Read(live);
        Assert.Equal("40", await Read(live));

        first.Dispose();
        using var third = await Patiently(() => Open(amity, alice.Token!));
        await Read(third);
        Assert.StartsWith("44", await Read(third), StringComparison.Ordinal);
    }

    [Fact]
    public async Task what_is_no_token_is_refused_over_http()
    {
        await using var amity = await AmityHost.Start();

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => Open(amity, "nonsense"));

        Assert.Contains("401", refused.Message, StringComparison.Ordinal);
        (await amity.Nobody().Get("/socket.io/?EIO=3&transport=polling")).Refused(ErrorKind.BadRequest);
        (await amity.Nobody().Get("/socket.io/")).Refused(ErrorKind.BadRequest);
    }

    [Fact]
    public async Task it_ends_with_its_token()
    {
        await using var amity = await AmityHost.Start();
        var alice = await amity.Login("alice");
        using var socket = await Open(amity, alice.Token!);
        await Read(socket);
        await Read(socket);

        (await alice.Delete("/api/v4/sessions")).Ok();

        Assert.Null(await Read(socket));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("too long")]
    public async Task a_client_that_goes_or_talks_too_much_is_let_go(string words)
    {
        await using var amity = await AmityHost.Start();
        using var socket = await Open(amity, (await amity.Login("alice")).Token!);
        await Read(socket);
        await Read(socket);

        await Say(socket, words == "1" ? words : new string('2', 5000));

        Assert.Null(await Read(socket));
    }

    private static async Task<ClientWebSocket> Open(AmityHost amity, string token)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{amity.Http.BaseAddress!.Authority}/socket.io/?token={token}&EIO=3&transport=websocket"), CancellationToken.None);
        return socket;
    }

    /// <summary>The server learns a little later that a client is gone.</summary>
    private static async Task<ClientWebSocket> Patiently(Func<Task<ClientWebSocket>> open)
    {
        for (var patience = 0; ; patience++)
        {
            try
            {
                return await open();
            }
            catch (WebSocketException) when (patience < 500)
            {
                await Task.Delay(20);
            }
        }
    }

    private static Task Say(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <summary>The next message; null at the end.</summary>
    private static async Task<string?> Read(ClientWebSocket socket)
    {
        var buffer = new byte[1024];
        try
        {
            var received = await socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
            return received.MessageType is WebSocketMessageType.Close ? null : Encoding.UTF8.GetString(buffer, 0, received.Count);
        }
        catch (WebSocketException)
        {
            return null;
        }
    }
}
