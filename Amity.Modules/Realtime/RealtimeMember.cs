using System.Collections.Frozen;
using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Mqtt;
using Amity.Modules.Roles;
using Amity.Modules.Sessions;

namespace Amity.Modules.Realtime;

/// <summary>A user behind an MQTT connection, or behind a session whose last connection it was.</summary>
internal sealed class RealtimeMember(Connected connected) : Member(KeyOf(connected.Holder.Network, connected.Holder.InternalId))
{
    public Connected Connected => connected;

    public TokenHolder Holder => connected.Holder;

    /// <summary>The alias of those connections of a user that have its rights in the whole network.</summary>
    public static string VouchedKeyOf(Network network, string internalId) => $"{KeyOf(network, internalId)}/vouched";

    /// <summary>The user in its network, for the broker: the internal id is part of it because topics are made of those.</summary>
    public static string KeyOf(Network network, string internalId) => $"{network.Id}/{internalId}";

    public static (string NetworkId, string InternalId) Parts(string key) => (key[..key.IndexOf('/')], key[(key.IndexOf('/') + 1)..]);

    /// <summary>The user as a caller with the rights that it has now: a connection outlives changes of its user's roles.</summary>
    public async Task<Caller> Caller(IRead db)
    {
        var permissions = Holder.Kind is CallerKind.User && Holder.IsVerified
            ? await db.Keep($"permissions of {Holder.UserId}", reader => RolePermissions.InNetwork(reader, Holder.UserId))
            : [];
        return new Caller
        {
            Network = Holder.Network,
            Kind = Holder.Kind,
            UserId = Holder.UserId,
            InternalId = Holder.InternalId,
            Permissions = permissions.ToFrozenSet(),
        };
    }
}
