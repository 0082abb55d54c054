using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Modules.Communities;

namespace Amity.Modules.Realtime;

/// <summary>
/// Tells those who listen to a community that it was closed, before their subscriptions end with it: later they would not hear of it. Their clients asked for nothing
/// that this could overtake but the one that closed it, which learns nothing new.
/// </summary>
internal sealed class LastOfCommunities(RealtimeServer server, OpenNetworks networks) : IInWrite<CommunityDeleted>
{
    public const string EventType = "community.deleted";

    public async Task On(CommunityDeleted raised, IWrite tx)
    {
        if (server.Broker.Subscriptions == 0 || networks.Of(tx.Database) is not { } network)
        {
            return;
        }

        var family = await CommunityPayloads.Touched(tx, network, raised.CommunityId, []);
        var community = family.Communities[0];
        var data = EventData.Of(await EventData.Community(tx, family, network));
        var message = EventMessage.Of(network, EventType, community.Path, data, tx.Now, audience: null);
        tx.AfterCommit(() => server.Broker.Publish(message));
    }
}
