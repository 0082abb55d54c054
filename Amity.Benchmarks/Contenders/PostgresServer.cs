using System.Diagnostics;
using Npgsql;

namespace Amity.Benchmarks.Contenders;

/// <summary>
/// Debian's PostgreSQL in a folder of its own on a Unix socket, with memory for all of its data and without what costs a small query time
/// (just-in-time compilation). Not to be had where the server is not installed.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string Programs = "/usr/lib/postgresql/15/bin", Account = "postgres";

    private readonly string folder = Directory.CreateTempSubdirectory("amity-pg-").FullName;

    private PostgresServer()
    {
    }

    public static bool IsInstalled => File.Exists($"{Programs}/postgres");

    public NpgsqlDataSource Data { get; private set; } = null!;

    public static async Task<PostgresServer> Start()
    {
        var server = new PostgresServer();
        if (Environment.IsPrivilegedProcess)
        {
            // It refuses to run with all rights.
            await Run("chown", Account, server.folder);
        }

        await server.AsAccount($"{Programs}/initdb", "-D", $"{server.folder}/data", "-U", "bench", "-A", "trust", "--no-sync", "--locale=C", "-E", "UTF8");
        await server.AsAccount(
            $"{Programs}/pg_ctl",
            "-D",
            $"{server.folder}/data",
            "-w",
            "-l",
            $"{server.folder}/log",
            "-o",
            $"-k {server.folder} -c listen_addresses='' -c shared_buffers=2GB -c work_mem=64MB -c jit=off -c random_page_cost=1.1 -c effective_cache_size=4GB -c max_wal_size=4GB -c synchronous_commit=off",
            "start");
        server.Data = NpgsqlDataSource.Create($"Host={server.folder};Username=bench;Database=postgres;Max Auto Prepare=20;Auto Prepare Min Usages=1");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await Data.DisposeAsync();
        await AsAccount($"{Programs}/pg_ctl", "-D", $"{folder}/data", "-m", "immediate", "-w", "stop");
        Directory.Delete(folder, recursive: true);
    }

    private Task AsAccount(params string[] command) =>
        Environment.IsPrivilegedProcess ? Run("setpriv", [$"--reuid={Account}", $"--regid={Account}", "--clear-groups", .. command]) : Run(command[0], command[1..]);

    private static async Task Run(string program, params string[] arguments)
    {
        // Nothing is redirected to a pipe that the server would keep open.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments]))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
