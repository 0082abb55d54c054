using System.Collections.Concurrent;

namespace Amity.Core.Ranking;

/// <summary>
/// The newest posts of every source of a network, kept so that a page of a feed of many sources costs by its sources and its size, and not by
/// how many posts there are. Each source has its posts in the order of their static part (<see cref="FeedScale"/>), which no time changes;
/// a page merges these with the few posts that are fresh. Its answers are those of <see cref="RankedOrder"/> over <see cref="FeedRanking"/>,
/// to the last bit. One thread changes it (<see cref="Change"/>), any number read it.
/// </summary>
public sealed class FeedIndex
{
    private readonly ConcurrentDictionary<string, int> numbers = new(StringComparer.Ordinal);
    private FeedWindow?[] windows = new FeedWindow?[16];
    private int sources;

    /// <param name="weights">The constants. Other ones need another index.</param>
    /// <param name="newest">How many posts of a source take part, the newest ones.</param>
    /// <param name="spare">How many more are kept: so many may be deleted, or be written while somebody walks, before the source is read again.</param>
    public FeedIndex(RankingWeights weights, int newest, int spare)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(newest is > 0 and <= 200 && spare >= 0, true);
        Weights = weights;
        Newest = newest;
        Kept = newest + spare;
        Scale = new FeedScale(weights);
    }

    public RankingWeights Weights { get; }

    public int Newest { get; }

    /// <summary>Give so many posts of a source where it has them.</summary>
    public int Kept { get; }

    internal FeedScale Scale { get; }

    /// <summary>The number of a source for <see cref="Page"/>; negative for one that never had a post.</summary>
    public int Find(string source) => numbers.TryGetValue(source, out var number) ? number : -1;

    /// <summary>
    /// A page of the feed of these sources. Each of them takes part with its newest posts as of the instant. On pages behind a cursor a post
    /// whose rank has changed since the instant is left out: whether an earlier page had it, nobody knows any more. Null when a source has
    /// had so many new posts since the instant that its newest ones of then are not kept.
    /// </summary>
    public FeedSlice? Page(ReadOnlySpan<int> sourceNumbers, FeedOrder order, in FeedPlace place)
    {
        var merge = FeedMerge.Rent(this, order, place);
        try
        {
            var all = Volatile.Read(ref windows);
            foreach (var number in sourceNumbers)
            {
                if ((uint)number < (uint)all.Length && Volatile.Read(ref all[number]) is { } window && !merge.Add(window))
                {
                    return null;
                }
            }

            return merge.Take();
        }
        finally
        {
            merge.GiveBack();
        }
    }

    /// <summary>Begins to change it; nobody sees anything of it before <see cref="FeedChange.Publish"/>.</summary>
    public FeedChange Change() => new(this);

    internal FeedWindow? WindowOf(string source) => numbers.TryGetValue(source, out var number) ? windows[number] : null;

    internal void Publish(string source, FeedWindow? window)
    {
        if (!numbers.TryGetValue(source, out var number))
        {
            if (window is null)
            {
                return;
            }

            number = sources++;
            if (number == windows.Length)
            {
                var larger = new FeedWindow?[windows.Length * 2];
                windows.CopyTo(larger, 0);
                Volatile.Write(ref windows, larger);
            }

            // First the window: who finds the number finds it.
            Volatile.Write(ref windows[number], window);
            numbers[source] = number;
            return;
        }

        Volatile.Write(ref windows[number], window);
    }
}
