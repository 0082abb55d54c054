using System.Globalization;
using Amity.Core;
using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules;
using Amity.Modules.Networks;
using Amity.Modules.Sessions;

namespace Amity.Host;

/// <summary>The commands that work on the data folder without serving.</summary>
internal static class DataCommands
{
    /// <summary>Beside a running server: it writes a token's row, which the server looks up when it first sees the token.</summary>
    public static Task<int> AdminToken(string[] args, string? networkId, int days, string name) => With(args, async services =>
    {
        if (days is < 1 or > AdminTokens.MostDays || name.Length > 50 || !Checks.IsLabel(name))
        {
            throw new OperatorException("--days must be 1 to 3650 and --name 1 to 50 characters long, not of white space alone and without control characters.");
        }

        var networks = services.GetRequiredService<INetworks>();
        var network = networkId is null ? networks.Default : networks.ById(networkId) ?? throw new OperatorException($"There is no network {networkId}.");
        Console.WriteLine(await AdminTokens.Create(network, name, TimeSpan.FromDays(days), services.GetRequiredService<TimeProvider>()));
        return 0;
    });

    /// <summary>Beside a running server: every database is copied as of one instant of its own.</summary>
    public static Task<int> Backup(string[] args, string file) => With(args, services =>
    {
        Core.Data.Backup.Write(services.GetRequiredService<DataFolder>(), file);
        return Task.FromResult(0);
    });

    public static Task<int> Restore(string[] args, string file, bool replace) => With(args, services =>
    {
        Core.Data.Restore.Run(file, services.GetRequiredService<DataFolder>(), replace, services.GetRequiredService<INetworkAdministration>().NoteRestore);
        return Task.FromResult(0);
    });

    public static Task<int> ListNetworks(string[] args) => With(args, services =>
    {
        foreach (var network in services.GetRequiredService<INetworkAdministration>().List())
        {
            Console.WriteLine($"{network.NetworkId}\t{network.Name}\t{network.ApiKey}{(network.IsDefault ? "\tdefault" : network.IsDisabled ? "\tdisabled" : "")}");
        }

        return Task.FromResult(0);
    });

    public static Task<int> CreateNetwork(string[] args, string name) => With(args, services =>
    {
        if (name.Length > 100 || !Checks.IsLabel(name))
        {
            throw new OperatorException("A network's name is 1 to 100 characters long, not of white space alone and without control characters.");
        }

        var network = services.GetRequiredService<INetworkAdministration>().Create(name);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Network:    {network.NetworkId}"));
        Console.WriteLine($"API key:    {network.ApiKey}");
        Console.WriteLine($"Server key: {network.ServerKey}");
        return Task.FromResult(0);
    });

    public static Task<int> DeleteNetwork(string[] args, string networkId) => With(args, async services =>
    {
        using var folder = services.GetRequiredService<DataFolder>().Lock();
        return await services.GetRequiredService<INetworkAdministration>().Delete(networkId)
            ? 0
            : throw new OperatorException($"There is no network {networkId}.");
    });

    /// <summary>Beside a running server, which notices within some seconds.</summary>
    public static Task<int> SwitchNetwork(string[] args, string networkId, bool isDisabled) => With(args, async services =>
        await services.GetRequiredService<INetworkAdministration>().Switch(networkId, isDisabled)
            ? 0
            : throw new OperatorException($"There is no network {networkId}."));

    /// <summary>The server's own services, without HTTP.</summary>
    internal static async Task<int> With(string[] args, Func<IServiceProvider, Task<int>> action)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { Args = args });
        builder.Configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine(args);
        builder.Services.AddAmity();
        using var host = builder.Build();
        return await action(host.Services);
    }
}

/// <summary>An operator's mistake, in a sentence.</summary>
internal sealed class OperatorException(string sentence) : Exception(sentence);

internal static class OperatorErrors
{
    /// <summary>What to tell the operator; null for a defect, which should show its stack.</summary>
    public static string? Sentence(Exception error) => error switch
    {
        OperatorException or AmityConfigurationException => error.Message,
        DataFolderInUseException or DatabaseTooNewException or BackupException => error.Message,
        InvalidDataException { InnerException: { } cause } => $"{error.Message} {cause.Message.ReplaceLineEndings(" ")}",
        Core.Errors.AmityException { Kind: Core.Errors.ErrorKind.Busy, InnerException: { } cause } => $"The data cannot be used: {cause.Message.ReplaceLineEndings(" ")}",
        Core.Errors.AmityException or InvalidDataException or IOException or UnauthorizedAccessException or InvalidOperationException => error.Message,
        _ => null,
    };
}
