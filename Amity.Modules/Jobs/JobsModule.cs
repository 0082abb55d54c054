using Amity.Core.Events;
using Amity.Modules.Networks;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Modules.Jobs;

/// <summary>Work that outlives the write which asked for it. It has no routes.</summary>
public sealed class JobsModule : AmityModule
{
    public override IReadOnlyList<Slice> Slices { get; } = [];

    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<JobRunner>()
        .AddSingleton<IInWrite<JobStored>>(provider => provider.GetRequiredService<JobRunner>())
        .AddSingleton<INetworkOpened>(provider => provider.GetRequiredService<JobRunner>())
        .AddSingleton<INetworkClosed>(provider => provider.GetRequiredService<JobRunner>())
        .AddHostedService(provider => provider.GetRequiredService<JobRunner>());
}
