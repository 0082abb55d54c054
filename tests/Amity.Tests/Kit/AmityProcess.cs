using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Xunit;

namespace Amity.Tests.Kit;

/// <summary>
/// A running server in a process of its own, for what cannot be shown in the test's process: signals, kills, restarts, start-up.
/// <code>
/// using var folder = new ScratchFolder();
/// await using var amity = await AmityProcess.Serve(folder.Path, "--Amity:RateLimit:PermitsPerSecond", "0");
/// var alice = await amity.Login("alice");
/// await amity.Kill();
/// </code>
/// Its data is in <see cref="ScratchFolder.Data"/> and stays for the next start.
/// </summary>
public sealed partial class AmityProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly AmityProgram.Said output;
    private readonly AmityProgram.Said errors;

    private AmityProcess(Process process, AmityProgram.Said output, AmityProgram.Said errors)
    {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    public int Id => process.Id;

    /// <summary>What it has written to stdout so far: the greeting and the log.</summary>
    public string Output => output.ToString();

    public string Errors => errors.ToString();

    public Uri Address { get; private set; } = null!;

    /// <summary>As the greeting prints it.</summary>
    public string ApiKey { get; private set; } = "";

    public HttpClient Http { get; private set; } = null!;

    /// <summary>Starts <c>amity serve</c> in the folder, on a free port unless the arguments name one, and waits until it answers.</summary>
    public static Task<AmityProcess> Serve(string folder, params string[] args) => Serve(folder, new Dictionary<string, string>(), args);

    public static Task<AmityProcess> Serve(string folder, IReadOnlyDictionary<string, string> environment, params string[] args) =>
        Start(AmityProgram.Dll, folder, environment, ["serve", "--urls", "http://127.0.0.1:0", .. args]);

    /// <summary>The same for another copy of the program, with exactly these arguments.</summary>
    public static async Task<AmityProcess> Start(string dll, string folder, IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var process = AmityProgram.Start(dll, folder, environment, args, out var output, out var errors);
        var amity = new AmityProcess(process, output, errors);
        try
        {
            await amity.WaitUntilReady();
            return amity;
        }
        catch
        {
            await amity.DisposeAsync();
            throw;
        }
    }

    /// <summary>Registers a session and speaks for its user from then on.</summary>
    public async Task<Person> Login(string userId, string? displayName = null)
    {
        var answer = await new Person(Http, "", null, ("x-api-key", ApiKey))
            .Post("/api/v5/sessions", new { userId, displayName, deviceId = $"device of {userId}" });
        return new Person(Http, userId, answer.Ok().Text("accessToken")) { Session = answer.Json! };
    }

    /// <summary>Asks it to stop, as a service manager does, without waiting.</summary>
    public void Terminate() => Assert.Equal(0, Signal(process.Id, Sigterm));

    /// <summary>Waits for the end of the process and answers its exit code.</summary>
    public async Task<int> Ended()
    {
        using var patience = new CancellationTokenSource(AmityProgram.Patience);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    /// <summary>SIGTERM, and its exit code.</summary>
    public Task<int> Stop()
    {
        Terminate();
        return Ended();
    }

    /// <summary>SIGKILL: it gets no chance to finish anything.</summary>
    public async Task Kill()
    {
        process.Kill();
        await Ended();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await Kill();
        }

        Http?.Dispose();
        process.Dispose();
    }

    private async Task WaitUntilReady()
    {
        var started = Stopwatch.GetTimestamp();
        while (!Greeting().IsMatch(Output))
        {
            if (process.HasExited)
            {
                // The last lines may still be on their way.
                await Ended();
                throw new InvalidOperationException($"The server ended with {process.ExitCode}. It said:\n{Output}{Errors}");
            }

            if (Stopwatch.GetElapsedTime(started) > AmityProgram.Patience)
            {
                throw new TimeoutException($"The server does not start. It said:\n{Output}{Errors}");
            }

            await Task.Delay(10);
        }

        var greeting = Greeting().Match(Output);
        Address = new Uri(greeting.Groups["url"].Value.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));
        ApiKey = greeting.Groups["key"].Value;
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = Address };
        Assert.Equal("ready", await Http.GetStringAsync("/readyz"));
    }

    private const int Sigterm = 15;

    [GeneratedRegex(@"^Amity listens on (?<url>\S+)\n(?:.*\n)*?Network \S+, API key (?<key>\S+)\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Greeting();

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Signal(int process, int signal);
}
