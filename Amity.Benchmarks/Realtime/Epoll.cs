using System.Buffers.Binary;
using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Amity.Benchmarks.Realtime;

/// <summary>
/// Linux's own way to wait for many sockets: a client that takes a task or a thread for each of its connections would cost more than the servers
/// that it measures.
/// </summary>
internal sealed class Epoll : IDisposable
{
    private const int Add = 1, Readable = 1, Batch = 512, DontWait = 0x40, Interrupted = 4, Again = 11;

    // Packed on x64 alone: events, then eight bytes of the caller's.
    private static readonly int EventBytes = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private readonly int handle = Checked(EpollCreate(0));
    private readonly byte[] events = new byte[Batch * EventBytes];

    public void Watch(Socket socket, int number)
    {
        var what = new byte[EventBytes];
        BinaryPrimitives.WriteInt32LittleEndian(what, Readable);
        BinaryPrimitives.WriteInt32LittleEndian(what.AsSpan(EventBytes - 8), number);
        Checked(EpollControl(handle, Add, (int)socket.Handle, what));
    }

    /// <summary>Waits for so long at most; how many sockets can be read.</summary>
    public int Wait(int milliseconds)
    {
        var count = EpollWait(handle, events, Batch, milliseconds);
        return count < 0 && Marshal.GetLastPInvokeError() == Interrupted ? 0 : Checked(count);
    }

    /// <summary>The number of one of those sockets.</summary>
    public int Ready(int which) => BinaryPrimitives.ReadInt32LittleEndian(events.AsSpan((which * EventBytes) + EventBytes - 8));

    /// <summary>What has come; 0 when nothing has. Throws at the end of the connection.</summary>
    public static int Receive(nint socket, byte[] into)
    {
        var count = Recv((int)socket, into, into.Length, DontWait);
        return count switch
        {
            > 0 => (int)count,
            < 0 when Marshal.GetLastPInvokeError() is Again or Interrupted => 0,
            _ => throw new InvalidOperationException("The server has closed a connection."),
        };
    }

    public void Dispose() => _ = Close(handle);

    private static int Checked(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [DllImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static extern int EpollCreate(int flags);

    [DllImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static extern int EpollControl(int epoll, int operation, int socket, byte[] what);

    [DllImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static extern int EpollWait(int epoll, byte[] events, int most, int milliseconds);

    [DllImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static extern nint Recv(int socket, byte[] into, nint length, int flags);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int file);
}
