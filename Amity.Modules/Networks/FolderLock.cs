using Microsoft.Extensions.Hosting;

namespace Amity.Modules.Networks;

/// <summary>
/// Whoever starts as a host alone writes the content of its data folder, the program as well as a host that embeds the server: each
/// keeps in memory what it believes only itself to change. Commands that only build their services, such as <c>admin-token</c>, work beside it.
/// </summary>
internal sealed class FolderLock(NetworkRegistry networks) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        networks.Hold();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
