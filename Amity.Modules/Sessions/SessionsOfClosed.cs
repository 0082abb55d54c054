using Amity.Core.Identity;
using Amity.Modules.Networks;

namespace Amity.Modules.Sessions;

/// <summary>No session of a closed network stays in memory. Those that are stored are good again when the network is enabled.</summary>
internal sealed class SessionsOfClosed(LiveSessions live) : INetworkClosed
{
    public void On(Network closed) => live.End(closed);
}
