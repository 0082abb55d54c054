using Amity.Core;
using Amity.Core.Data;
using Amity.Core.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Modules.Networks;

/// <summary>The tenants. They have no routes yet: the command line creates and deletes them.</summary>
public sealed class NetworksModule : AmityModule
{
    public override IReadOnlyList<Slice> Slices { get; } = [];

    public override void AddServices(IServiceCollection services) => services
        .AddSingleton(provider => Storage(provider.GetRequiredService<AmityOptions>().Storage))
        .AddSingleton(provider => new DataFolder(provider.GetRequiredService<AmityOptions>().DataDirectory))
        .AddSingleton<NetworkRegistry>()
        .AddSingleton<INetworks>(provider => provider.GetRequiredService<NetworkRegistry>())
        .AddSingleton<INetworkAdministration, NetworkAdministration>()
        .AddSingleton<ICallers, Callers>()
        .AddHostedService<FolderLock>()
        .AddHostedService<IdleSweep>();

    private static DatabaseOptions Storage(AmityOptions.StorageOptions options) =>
        new() { Durability = options.Durability, AnswerBytes = options.AnswerMegabytes * 1024 * 1024 };
}
