namespace Amity.Benchmarks.Load;

/// <summary>
/// Lets this process handle its sockets on one thread, without the thread pool between: on a machine where client and server share the
/// cores, every microsecond of the client is one that the server does not get. Must run before the first socket is made.
/// </summary>
internal static class InlineSockets
{
    private const string Inline = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
    private const string Threads = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    /// <summary>What a server that this process starts must not inherit.</summary>
    public static readonly IReadOnlyList<string> Variables = [Inline, Threads];

    public static void Use()
    {
        Environment.SetEnvironmentVariable(Inline, "1");
        Environment.SetEnvironmentVariable(Threads, "1");
    }
}
