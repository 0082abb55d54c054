using System.Collections.Concurrent;
using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Modules.Networks;

namespace Amity.Modules.Realtime;

/// <summary>The networks in use by their databases: a write knows the database alone, and topics begin with the network's id.</summary>
internal sealed class OpenNetworks : INetworkOpened
{
    private readonly ConcurrentDictionary<Database, Network> networks = [];

    public IEnumerable<Network> All => networks.Values;

    public void On(Network opened) => networks[opened.Database] = opened;

    public Network Of(Database database) => networks[database];
}
