namespace Amity.Core.Ranking;

/// <summary>
/// Changes of an index that come to be seen together, once they are durable. Of one thread. What is not published has never been.
/// </summary>
public sealed class FeedChange(FeedIndex index)
{
    private readonly Dictionary<string, FeedWindow?> changed = new(StringComparer.Ordinal);

    // Of these so many were taken that older posts, which are not kept, come to take part.
    private readonly HashSet<string> spent = new(StringComparer.Ordinal);

    /// <summary>The sources that must be read again (<see cref="Replace"/>) before this is published: their kept posts are used up.</summary>
    public IReadOnlyCollection<string> Spent => spent;

    /// <summary>Adds a post, or takes what is new of it.</summary>
    public void Put(string source, FeedPost post)
    {
        var posts = Without(source, post.Id, out var isTruncated, out var isKnown);
        var (packed, name) = Pack(post);
        var single = FeedWindow.Of(index.Scale, index.Newest, [packed], name is null ? null : [name], false);
        var at = posts.TakeWhile(other => FeedWindow.Compare(other.Window, other.At, single, 0) < 0).Count();

        // Older than all that are kept, where others of its age may not be kept either, it is no news.
        if (at < posts.Count || !isTruncated)
        {
            posts.Insert(at, (single, 0));
        }
        else if (!isKnown)
        {
            return;
        }

        Keep(source, posts, isTruncated);
    }

    /// <summary>Takes the post out of the source. Does nothing when it is not there.</summary>
    public void Remove(string source, string postId)
    {
        var posts = Without(source, postId, out var isTruncated, out var isKnown);
        if (isKnown)
        {
            Keep(source, posts, isTruncated);
        }
    }

    /// <summary>Says what the source has: its newest posts, the newest first; as many as are kept where there are so many.</summary>
    public void Replace(string source, IReadOnlyList<FeedPost> newest)
    {
        spent.Remove(source);
        if (newest.Count == 0)
        {
            changed[source] = null;
            return;
        }

        var posts = new FeedWindow.Post[Math.Min(newest.Count, index.Kept)];
        string?[]? names = null;
        for (var i = 0; i < posts.Length; i++)
        {
            (posts[i], var name) = Pack(newest[i]);
            if (name is not null)
            {
                (names ??= new string?[posts.Length])[i] = name;
            }
        }

        // There may be none behind them: then the first deletion asks once too often.
        changed[source] = FeedWindow.Of(index.Scale, index.Newest, posts, names, newest.Count >= index.Kept);
    }

    /// <summary>From now on readers see it.</summary>
    public void Publish()
    {
        foreach (var (source, window) in changed)
        {
            index.Publish(source, window);
        }

        changed.Clear();
    }

    private List<(FeedWindow Window, int At)> Without(string source, string postId, out bool isTruncated, out bool isKnown)
    {
        var window = changed.TryGetValue(source, out var pending) ? pending : index.WindowOf(source);
        isTruncated = window?.IsTruncated ?? false;
        var found = window?.Find(postId) ?? -1;
        isKnown = found >= 0;
        var posts = new List<(FeedWindow, int)>((window?.Count ?? 0) + 1);
        for (var i = 0; i < window?.Count; i++)
        {
            if (i != found)
            {
                posts.Add((window, i));
            }
        }

        return posts;
    }

    private void Keep(string source, List<(FeedWindow Window, int At)> from, bool isTruncated)
    {
        if (isTruncated && from.Count < index.Newest)
        {
            spent.Add(source);
        }

        if (from.Count == 0)
        {
            changed[source] = null;
            return;
        }

        var posts = new FeedWindow.Post[Math.Min(from.Count, index.Kept)];
        string?[]? names = null;
        for (var i = 0; i < posts.Length; i++)
        {
            var (window, at) = from[i];
            posts[i] = window[at];
            if (window.NameAt(at) is { } name)
            {
                (names ??= new string?[posts.Length])[i] = name;
            }
        }

        changed[source] = FeedWindow.Of(index.Scale, index.Newest, posts, names, isTruncated || from.Count > index.Kept);
    }

    private (FeedWindow.Post Post, string? Name) Pack(FeedPost post)
    {
        var isPacked = PackedId.TryPack(post.Id, out var id);
        var packed = new FeedWindow.Post(
            id,
            FeedRanking.Engagement(index.Weights, post.Comments, post.Reactions),
            post.CreatedAt,
            Math.Max(post.CreatedAt, post.EditedAt),
            post.RankedAt);
        return (packed, isPacked ? null : post.Id);
    }
}
