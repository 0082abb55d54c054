using System.Net.WebSockets;
using System.Text;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Modules.Sessions;
using Microsoft.AspNetCore.Http;

namespace Amity.Modules.Realtime;

/// <summary>
/// Serves legacy sockets: greets, answers pings, sends nothing of its own. A token of this server that is dead is told so once and its socket left open, because
/// the SDK would open a closed one again every few seconds; those are few at a time, and what is no token at all is refused with HTTP.
/// </summary>
internal sealed class LegacySockets(ITokenHolders holders, Connections connections, RealtimeServer server)
{
    private const int LongestMessage = 256;
    private const int MostTries = 10;

    /// <summary>The client pings so often; one that is silent for this and the timeout is gone.</summary>
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);
    private static readonly byte[] Welcome = "40"u8.ToArray();
    private static readonly byte[] Dead = "44\"Unauthorized\""u8.ToArray();

    private long open;
    private int dead;

    public long Open => Interlocked.Read(ref open);

    /// <summary>So many sockets of dead tokens are open at a time; more are refused.</summary>
    public int MostDead { get; set; } = 1000;

    public async Task Serve(HttpContext http, string token)
    {
        if (server.IsStopping)
        {
            throw Refuse.Busy("The server is stopping.");
        }

        if (await holders.Maker(token) is null)
        {
            throw Refuse.Unauthenticated();
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(server.Stopping);
        var connected = await Admit(token, ending);
        if (connected is null && Interlocked.Increment(ref dead) > MostDead)
        {
            Interlocked.Decrement(ref dead);
            throw Refuse.Unauthenticated();
        }

        Interlocked.Increment(ref open);
        try
        {
            await Talk(http, connected is not null, ending.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or IOException or OperationCanceledException or TimeoutException or ObjectDisposedException)
        {
            // The usual end: the client is gone, or silent.
        }
        finally
        {
            Interlocked.Decrement(ref open);
            if (connected is null)
            {
                Interlocked.Decrement(ref dead);
            }
            else
            {
                connections.Remove(connected);
            }
        }
    }

    private async Task<Connected?> Admit(string token, CancellationTokenSource ending)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var endings = connections.Endings;
            if (await holders.Of(token) is not { } holder)
            {
                return null;
            }

            var connected = new Connected(holder) { End = _ => Cancel(ending) };
            if (connections.TryAdd(connected, endings))
            {
                return connected;
            }
        }

        throw Refuse.Busy("Too many sessions end at the moment.");
    }

    private async Task Talk(HttpContext http, bool isAlive, CancellationToken end)
    {
        await using var stream = await WebSocketHandshake.Accept(http);
        using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = TimeSpan.Zero });
        await Send(socket, Encoding.UTF8.GetBytes(
            $$"""0{"sid":"{{Guid.NewGuid():N}}","upgrades":[],"pingInterval":{{(long)PingInterval.TotalMilliseconds}},"pingTimeout":{{(long)PingTimeout.TotalMilliseconds}}}"""));
        await Send(socket, isAlive ? Welcome : Dead);
        var message = new byte[LongestMessage];
        await using var ended = end.Register(() => _ = Leave(socket, http));
        while (true)
        {
            var received = await socket.ReceiveAsync(message.AsMemory(), CancellationToken.None).AsTask().WaitAsync(PingInterval + PingTimeout);
            if (received.MessageType is not WebSocketMessageType.Text || !received.EndOfMessage || message[0] == (byte)'1')
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                return;
            }

            // A ping is answered with what it brings; whatever else the client may say is for nobody.
            if (received.Count > 0 && message[0] == (byte)'2')
            {
                message[0] = (byte)'3';
                await Send(socket, message.AsMemory(0, received.Count));
            }
        }
    }

    private static ValueTask Send(WebSocket socket, ReadOnlyMemory<byte> text) =>
        socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <summary>Says goodbye from this side, and does not wait for an answer for long.</summary>
    private static async Task Leave(WebSocket socket, HttpContext http)
    {
        try
        {
            var over = http.RequestAborted;
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None)
                .WaitAsync(Goodbye, over)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(Goodbye, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!over.IsCancellationRequested)
            {
                http.Abort();
            }
        }
        catch (Exception gone) when (gone is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It is over already, and so is the request.
        }
    }

    private static void Cancel(CancellationTokenSource ending)
    {
        try
        {
            ending.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself just now.
        }
    }
}
