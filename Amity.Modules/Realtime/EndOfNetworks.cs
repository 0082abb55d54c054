using Amity.Core.Identity;
using Amity.Modules.Networks;

namespace Amity.Modules.Realtime;

/// <summary>Nobody stays connected to a network that was disabled or deleted. What is stored of sessions is good again when it is enabled.</summary>
internal sealed class EndOfNetworks(Connections connections) : INetworkClosed
{
    public void On(Network closed) => connections.End(closed);
}
