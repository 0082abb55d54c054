using System.Collections;
using System.Diagnostics;
using System.Text;
using Amity.Host;

namespace Amity.Tests.Kit;

/// <summary>What a command left behind.</summary>
public sealed record Finished(int ExitCode, string Output, string Errors)
{
    public IReadOnlyList<string> OutputLines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public IReadOnlyList<string> ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>
/// The built program, as an operator starts it: a process of its own, in a folder that the test gives, with nothing of this process'
/// environment that would configure it.
/// </summary>
public static class AmityProgram
{
    /// <summary>How long anything here may take. Generous: the tests may share two cores with other work.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public static string Dll { get; } = typeof(ServeCommand).Assembly.Location;

    /// <summary>Runs a command in the folder to its end.</summary>
    public static Task<Finished> Run(string folder, params string[] args) => Run(folder, new Dictionary<string, string>(), args);

    public static async Task<Finished> Run(string folder, IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        using var process = Start(Dll, folder, environment, args, out var output, out var errors);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"amity {string.Join(' ', args)} does not end. It said:\n{output}{errors}");
        }

        return new Finished(process.ExitCode, output.ToString(), errors.ToString());
    }

    internal static Process Start(
        string dll, string folder, IReadOnlyDictionary<string, string> environment, IEnumerable<string> args, out Said output, out Said errors)
    {
        var start = new ProcessStartInfo(Runtime, [dll, .. args])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable.Key is string name && Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                start.Environment.Remove(name);
            }
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var (said, complained) = (new Said(), new Said());
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => said.Add(line.Data);
        process.ErrorDataReceived += (_, line) => complained.Add(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        (output, errors) = (said, complained);
        return process;
    }

    private static readonly string[] Prefixes = ["Amity", "ASPNETCORE_", "DOTNET_", "OTEL_", "URLS", "Logging"];

    /// <summary>The very runtime that runs this test: there may be no other, or an older one in the PATH.</summary>
    private static string Runtime => Path.GetFullPath(Path.Combine(
        Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <summary>The lines of a stream, which arrive on a thread of their own.</summary>
    internal sealed class Said
    {
        private readonly StringBuilder text = new();

        public void Add(string? line)
        {
            if (line is not null)
            {
                lock (text)
                {
                    text.Append(line).Append('\n');
                }
            }
        }

        public override string ToString()
        {
            lock (text)
            {
                return text.ToString();
            }
        }
    }
}
