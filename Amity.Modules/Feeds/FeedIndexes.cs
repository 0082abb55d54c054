using System.Collections.Concurrent;
using Amity.Core.Identity;
using Amity.Core.Ranking;
using Amity.Modules.Networks;
using Microsoft.Extensions.Logging;

namespace Amity.Modules.Feeds;

/// <summary>
/// The index of every network whose feeds are read. An index is built when a feed is first asked for, beside the requests, which SQL answers
/// until then; it is told of every change before the change is answered, and dropped with a network's last connection.
/// </summary>
public sealed class FeedIndexes(ILogger<FeedIndexes> log) : INetworkOpened, INetworkClosed
{
    private readonly ConcurrentDictionary<string, NetworkFeedIndex> indexes = new(StringComparer.Ordinal);
    private long answered;

    /// <summary>Off, SQL answers all: for whoever wants to compare the two.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>How many pages indexes have answered.</summary>
    public long Answered => Volatile.Read(ref answered);

    void INetworkOpened.On(Network opened)
    {
        var index = new NetworkFeedIndex(opened.Database, log);
        indexes[opened.Id] = index;
        opened.Database.Watch(index);
    }

    void INetworkClosed.On(Network closed) => indexes.TryRemove(closed.Id, out _);

    /// <summary>Waits until the network's index with these constants answers.</summary>
    public async Task Ready(Network network, RankingWeights weights)
    {
        while (IsOn && indexes[network.Id].Of(weights) is null)
        {
            await indexes[network.Id].Building;
            await Task.Delay(1);
        }
    }

    /// <summary>The network's index; null where there is none with these constants yet.</summary>
    public FeedIndex? Of(Network network, RankingWeights weights) =>
        IsOn && indexes.TryGetValue(network.Id, out var index) ? index.Of(weights) : null;

    internal void Count() => Interlocked.Increment(ref answered);
}
