using System.Buffers;
using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Ranking;
using Amity.Modules.Posts;

namespace Amity.Modules.Feeds;

/// <summary>Pages of a feed of many sources out of the network's index: whose posts they are SQL says, which and in which order the index.</summary>
internal static class SourceIndex
{
    /// <summary>Null when the index cannot tell: it is not there, it knows nothing of types, or the place lies too far back.</summary>
    public static async Task<FeedSlice?> Page(
        IRead db,
        Caller caller,
        FeedFilter filter,
        FeedScope scope,
        bool hasBlocks,
        FeedOrder order,
        FeedPlace place,
        FeedIndexes indexes,
        RankingWeights weights)
    {
        if (filter.DataTypes.Count > 0 || scope.Everyone || indexes.Of(caller.Network, weights) is not { } index)
        {
            return null;
        }

        var feeds = await db.Many<string?>(FeedSources.Feeds, FeedSources.Args(caller.UserId, filter, scope, hasBlocks));
        db.RestOn("posts", "feed_id", feeds.OfType<string>());
        var slice = hasBlocks || await PostDepartures.AreAny(db)
            ? await PageWithoutHidden.Of(db, caller.UserId, hasBlocks, place, part => Page(index, feeds, order, part))
            : Page(index, feeds, order, place);
        if (slice is not null)
        {
            indexes.Count();
        }

        return slice;
    }

    private static FeedSlice? Page(FeedIndex index, List<string?> feeds, FeedOrder order, FeedPlace place)
    {
        var numbers = ArrayPool<int>.Shared.Rent(feeds.Count);
        var count = 0;
        foreach (var feed in feeds)
        {
            // A feed that never had a post is not there.
            if (feed is not null && index.Find(feed) is >= 0 and var number)
            {
                numbers[count++] = number;
            }
        }

        var slice = index.Page(numbers.AsSpan(0, count), order, place);
        ArrayPool<int>.Shared.Return(numbers);
        return slice;
    }
}
