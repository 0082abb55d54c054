using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Core.Identity;
using Amity.Modules.Users;
using Microsoft.Extensions.Logging;

namespace Amity.Modules.Realtime;

/// <summary>
/// Looks at subscriptions again when somebody may read less than before: after the commit, beside the writer, one after the other in each network. What is
/// announced later waits for it.
/// </summary>
internal sealed class Rechecks(RealtimeServer server, OpenNetworks networks, ILogger<Rechecks> log) : IInWrite<SightLost>, IInWrite<UserRolesChanged>
{
    private readonly Lock gate = new();
    private readonly Dictionary<Network, Task> last = [];

    public Task On(UserRolesChanged raised, IWrite tx) => On(new SightLost([raised.UserId]), tx);

    public async Task On(SightLost raised, IWrite tx)
    {
        if (networks.Of(tx.Database) is not { } network)
        {
            return;
        }

        if (raised.UserIds.Count == 0)
        {
            var below = raised.CommunityId is { } communityId ? $"{network.Id}/social/community/{communityId}" : $"{network.Id}/social";
            tx.AfterCommit(() => Start(network, () => server.Broker.MembersBelow(below)));
            return;
        }

        var internalIds = await tx.Many<string>(InternalIds, new { userIds = raised.UserIds });
        tx.AfterCommit(() => Start(network, () => Task.FromResult<IReadOnlyCollection<string>>(
            [.. internalIds.Select(internalId => RealtimeMember.KeyOf(network, internalId))])));
    }

    /// <summary>Completes when all that is known by now has been looked at.</summary>
    public Task Settled(Network network)
    {
        lock (gate)
        {
            return last.GetValueOrDefault(network, Task.CompletedTask);
        }
    }

    private void Start(Network network, Func<Task<IReadOnlyCollection<string>>> members)
    {
        lock (gate)
        {
            var before = last.GetValueOrDefault(network, Task.CompletedTask);
            last[network] = Task.Run(() => Run(before, members));
        }
    }

    private async Task Run(Task before, Func<Task<IReadOnlyCollection<string>>> members)
    {
        await before;
        try
        {
            foreach (var key in await members())
            {
                await Recheck(key);
            }
        }
        catch (Exception stopping) when (server.IsStopping)
        {
            log.LogDebug(stopping, "Rights were not looked at again because the server stops");
        }
    }

    /// <summary>Who cannot be asked about must not go on listening: its client comes back, and is asked about then.</summary>
    private async Task Recheck(string key)
    {
        try
        {
            await server.Broker.Recheck(key);
        }
        catch (Exception trouble) when (!server.IsStopping)
        {
            log.LogWarning("Rights could not be looked at again: {Cause}", trouble.Message);
            server.Broker.End(key);
        }
    }

    private const string InternalIds = """
        select internal_id
        from users
        where user_id in @userIds
        limit 1000
        """;
}
