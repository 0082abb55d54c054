namespace Amity.Core.Ranking;

/// <summary>
/// The newest posts of one source, some more than take part in feeds, so that one that is deleted has its successor at hand. Never changes:
/// whoever reads it reads one state of the source.
/// </summary>
internal sealed class FeedWindow
{
    private readonly Post[] posts;

    // For ids that cannot be packed; null where all can.
    private readonly string?[]? names;

    // The newest ones by their keys, the greatest first, then those without engagement, the newest first.
    private readonly byte[] order;
    private readonly double[] keys;
    private readonly long oldestEngaged;
    private readonly double leastKey;
    private readonly bool isTame;

    private FeedWindow(in FeedScale scale, Post[] posts, string?[]? names, byte[] order, double[] keys, bool isTruncated)
    {
        Count = posts.Length;
        this.posts = posts;
        this.names = names;
        this.order = order;
        this.keys = keys;
        IsTruncated = isTruncated;
        NewestCreated = posts[0].CreatedAt;
        GreatestKey = keys.Length > 0 ? keys[0] : FeedScale.Silent;
        leastKey = keys.Length > 0 ? keys[^1] : double.PositiveInfinity;
        isTame = true;
        (oldestEngaged, LatestChange, LatestRank) = (long.MaxValue, long.MinValue, long.MinValue);
        for (var i = 0; i < posts.Length; i++)
        {
            ref readonly var post = ref posts[i];
            isTame &= FeedScale.Holds(post.Engagement, post.CreatedAt);
            LatestChange = Math.Max(LatestChange, post.ChangedAt);
            LatestRank = Math.Max(LatestRank, post.RankedAt);
            HasEdits |= post.ChangedAt > post.CreatedAt;
            if (post.Engagement > 0)
            {
                oldestEngaged = Math.Min(oldestEngaged, post.CreatedAt);
            }
        }

        var span = scale.BoostMilliseconds;
        FreshEngagement = posts.Where(post => (double)LatestChange - post.ChangedAt <= span).Max(post => post.Engagement);
    }

    // What a page asks of every source stands here, and not in the arrays: reaching for each of them would be what a page costs.
    public int Count { get; }

    /// <summary>Whether the source has older posts than these.</summary>
    public bool IsTruncated { get; }

    public long NewestCreated { get; }

    /// <summary>That of the first post in the order by rank.</summary>
    public double GreatestKey { get; }

    public long LatestChange { get; }

    public long LatestRank { get; }

    /// <summary>The most engagement of a post that is fresh, whatever the instant, as long as it is not before <see cref="LatestChange"/>.</summary>
    public double FreshEngagement { get; }

    public bool HasEdits { get; }

    /// <param name="scale">The keys.</param>
    /// <param name="newest">How many take part.</param>
    /// <param name="posts">At least one, the newest first.</param>
    /// <param name="names">The ids that cannot be packed, at the same places; null where all can.</param>
    /// <param name="isTruncated">Whether the source has more.</param>
    public static FeedWindow Of(in FeedScale scale, int newest, Post[] posts, string?[]? names, bool isTruncated)
    {
        Span<double> all = stackalloc double[Math.Min(newest, posts.Length)];
        Span<byte> order = stackalloc byte[all.Length];
        var engaged = 0;
        for (var i = 0; i < all.Length; i++)
        {
            var key = scale.Key(posts[i].Engagement, posts[i].CreatedAt);

            // Sorted by insertion: equal keys stay newest first, and those without come last.
            var at = i;
            for (; at > 0 && all[at - 1] < key; at--)
            {
                (all[at], order[at]) = (all[at - 1], order[at - 1]);
            }

            (all[at], order[at]) = (key, (byte)i);
            engaged += key == FeedScale.Silent ? 0 : 1;
        }

        return new FeedWindow(scale, posts, names, order.ToArray(), all[..engaged].ToArray(), isTruncated);
    }

    public ref readonly Post this[int at] => ref posts[at];

    public string IdAt(int at) => names?[at] ?? posts[at].Id.ToString();

    /// <summary>The id where it cannot be packed.</summary>
    public string? NameAt(int at) => names?[at];

    /// <summary>The post at this place of the order by rank.</summary>
    public int AtRank(int place) => order[place];

    public double KeyAtRank(int place) => place < keys.Length ? keys[place] : FeedScale.Silent;

    /// <summary>How many posts have a greater key: they come first in the order.</summary>
    public int CountAbove(double key)
    {
        var count = 0;

        // There are few, and counting all of them is faster than guessing where to look.
        foreach (var one in keys)
        {
            count += one > key ? 1 : 0;
        }

        return count;
    }

    /// <summary>Whether the order by rank is that of the scores at this instant, which is not before any of the posts, but for boosts.</summary>
    public bool IsOrderedAt(in FeedScale scale, long instant) => isTame && (leastKey == double.PositiveInfinity || scale.Tells(oldestEngaged, leastKey, instant));

    /// <summary>The first post that is not younger than the instant.</summary>
    public int FirstAt(long instant)
    {
        var at = 0;
        while (at < posts.Length && posts[at].CreatedAt > instant)
        {
            at++;
        }

        return at;
    }

    /// <summary>The place of the post; negative when it is none of these.</summary>
    public int Find(string id)
    {
        var isPacked = PackedId.TryPack(id, out var packed);
        for (var i = 0; i < posts.Length; i++)
        {
            if (isPacked ? posts[i].Id == packed && names?[i] is null : names?[i] == id)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The newest first, among equals the greatest id.</summary>
    public static int Compare(FeedWindow x, int atX, FeedWindow y, int atY)
    {
        ref readonly var one = ref x.posts[atX];
        ref readonly var two = ref y.posts[atY];
        return one.CreatedAt != two.CreatedAt ? two.CreatedAt.CompareTo(one.CreatedAt)
            : x.names?[atX] is null && y.names?[atY] is null ? two.Id.CompareTo(one.Id)
            : string.CompareOrdinal(y.IdAt(atY), x.IdAt(atX));
    }

    /// <summary>A post as it is kept: 48 bytes. An id that cannot be packed stands beside it.</summary>
    internal readonly record struct Post(PackedId Id, double Engagement, long CreatedAt, long ChangedAt, long RankedAt);
}
