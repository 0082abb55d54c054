using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Core.Identity;
using Amity.Core.Mqtt;
using Amity.Modules.Sessions;
using Amity.Modules.Users;

namespace Amity.Modules.Realtime;

/// <summary>
/// Ends connections and forgets sessions with the tokens that opened them. Who is banned or deleted is told so first, on a topic that is read by nobody else's
/// leave: the SDK then ends its session instead of trying again.
/// </summary>
internal sealed class EndOfTokens(RealtimeServer server, Connections connections, OpenNetworks networks) : IInWrite<TokensEnded>
{
    public const string Banned = "user.didGlobalBan";

    private const int AtOnce = 50;

    public async Task On(TokensEnded raised, IWrite tx)
    {
        if (networks.Of(tx.Database) is not { } network)
        {
            return;
        }

        var hashes = raised.Hashes.ToHashSet(StringComparer.Ordinal);
        var touched = new List<string>();
        Message? farewell = null;
        if (raised.UserId is null)
        {
            foreach (var some in hashes.Chunk(AtOnce))
            {
                touched.AddRange(await StoredSessions.ForgetEnded(tx, some, null));
            }
        }
        else if (await UserFacts.Of(tx, raised.UserId) is { } user)
        {
            await StoredSessions.ForgetEnded(tx, [], user.InternalId);
            touched.Add(user.InternalId);
            farewell = await Farewell(tx, network, user);
        }

        tx.AfterCommit(() =>
        {
            if (farewell is not null)
            {
                server.Broker.Publish(farewell);
            }

            connections.End(hashes);

            // Those whose client is away just now.
            foreach (var internalId in touched)
            {
                server.Broker.End(
                    RealtimeMember.KeyOf(network, internalId),
                    member => hashes.Contains(((RealtimeMember)member).Holder.TokenHash)
                        || (raised.UserId is not null && ((RealtimeMember)member).Holder.Kind is CallerKind.User));
            }
        });
    }

    private static async Task<Message?> Farewell(IWrite tx, Network network, UserFacts user)
    {
        if (!user.IsDeleted && !user.IsGlobalBanned)
        {
            return null;
        }

        var body = new UsersBody { Users = await UserPayloads.ByIds(tx, network, [user.UserId]) };
        var key = RealtimeMember.KeyOf(network, user.InternalId);
        return EventMessage.Of(
            network,
            user.IsDeleted ? "user.deleted" : Banned,
            $"{network.Id}/user/{user.InternalId}",
            EventData.Of(body),
            tx.Now,
            new HashSet<string>(StringComparer.Ordinal) { key },
            isLast: true);
    }
}
