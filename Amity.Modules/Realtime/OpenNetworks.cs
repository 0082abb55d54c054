using System.Collections.Concurrent;
using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Modules.Networks;

namespace Amity.Modules.Realtime;

/// <summary>The networks in use by their databases: a write knows the database alone, and topics begin with the network's id.</summary>
internal sealed class OpenNetworks : INetworkOpened, INetworkClosed
{
    private readonly ConcurrentDictionary<Database, Network> networks = [];

    public IEnumerable<Network> All => networks.Values;

    void INetworkOpened.On(Network opened) => networks[opened.Database] = opened;

    void INetworkClosed.On(Network closed) => networks.TryRemove(closed.Database, out _);

    /// <summary>Null of a network that was closed meanwhile: there is nobody to tell.</summary>
    public Network? Of(Database database) => networks.GetValueOrDefault(database);
}
