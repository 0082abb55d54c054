using System.Diagnostics;
using Amity.Benchmarks.Load;

namespace Amity.Benchmarks.Contenders;

/// <summary>A server in a process of its own, so that its processor time can be told from the client's. It ends with this process.</summary>
internal sealed class Contender : IAsyncDisposable
{
    private readonly Process process;

    private Contender(Process process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    public Uri Address { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a server of this kind (see <see cref="ContendCommand"/>) on the data or the answers in this folder.</summary>
    public static async Task<Contender> Start(string kind, string folder)
    {
        var process = Launch(kind, folder);
        var address = await process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException($"The contender '{kind}' did not start.");
        return new Contender(process, new Uri(address));
    }

    /// <summary>The process alone, which writes its address when it listens and ends with its input.</summary>
    public static Process Launch(string kind, string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Contender).Assembly.Location);
        }

        foreach (var argument in (string[])["contend", kind, folder])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var variable in InlineSockets.Variables)
        {
            start.Environment.Remove(variable);
        }

        // As the program itself runs: it is a web project, and this is none.
        start.Environment["DOTNET_gcServer"] = "1";

        return Process.Start(start)!;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
