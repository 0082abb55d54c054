using System.Net;
using System.Net.Sockets;

namespace Amity.Core.Mqtt;

/// <summary>Listens for MQTT over TCP and hands every connection to a broker.</summary>
public sealed class MqttListener : IAsyncDisposable
{
    private const int Backlog = 4096;

    private readonly Socket listening;
    private readonly Broker broker;
    private readonly Task accepting;

    /// <summary>Begins to listen; on <see cref="IPAddress.IPv6Any"/> for IPv4 as well. Throws <see cref="SocketException"/> where that is not possible.</summary>
    public MqttListener(Broker broker, IPEndPoint address)
    {
        this.broker = broker;
        listening = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Address.Equals(IPAddress.IPv6Any))
            {
                listening.DualMode = true;
            }

            listening.Bind(address);
            listening.Listen(Backlog);
        }
        catch
        {
            listening.Dispose();
            throw;
        }

        accepting = Accept();
    }

    /// <summary>Where it listens; with port 0 the one that was chosen.</summary>
    public IPEndPoint Address => (IPEndPoint)listening.LocalEndPoint!;

    public async ValueTask DisposeAsync()
    {
        listening.Dispose();
        await accepting;
    }

    private async Task Accept()
    {
        while (true)
        {
            try
            {
                Serve(await listening.AcceptAsync());
            }
            catch (Exception over) when (over is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return;
            }
            catch (Exception trouble)
            {
                // Out of file descriptors, usually: those that are there are served on.
                broker.Troubled(trouble);
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }

    private void Serve(Socket socket)
    {
        try
        {
            _ = broker.Serve(new SocketWire(socket));
        }
        catch (SocketException)
        {
            // Gone before it was greeted.
            socket.Dispose();
        }
    }
}
