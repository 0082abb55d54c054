namespace Amity.Core.Ranking;

/// <summary>
/// Merges the posts of many sources into one page. Every source is a run, walked from the cursor on in the order of its keys. Keys tell which
/// posts may come next; which of these comes first their scores tell, so that an error of the last digits never shows. Posts that are fresh
/// stand beside the runs and are scored when nothing is sure to come before them. Sources whose keys tell nothing at this instant are scored
/// at once.
/// </summary>
internal sealed partial class FeedMerge
{
    [ThreadStatic]
    private static FeedMerge? s_idle;

    // Those that may come next, by what is known of them without a score; and those of them whose scores are known, by these.
    private readonly List<Run> runs = [];
    private readonly List<Bounded> fresh = [];
    private readonly List<Scored> ready = [];
    private FeedWindow[] windows = new FeedWindow[64];
    private int taken;
    private FeedIndex index = null!;
    private FeedPlace place;
    private bool isRanked;
    private bool hasCursor;
    private FeedWindow? cursor;
    private double cursorScore;
    private double cursorKey;
    private double margin;
    private long freshFrom;
    private bool leaves;

    public static FeedMerge Rent(FeedIndex index, FeedOrder order, in FeedPlace place)
    {
        var merge = s_idle ?? new FeedMerge();
        s_idle = null;
        (merge.index, merge.place, merge.isRanked, merge.leaves) = (index, place, order == FeedOrder.Ranked, false);
        merge.hasCursor = place.Cursor is not null;
        merge.margin = index.Scale.Margin(place.Instant);
        merge.freshFrom = merge.isRanked ? FeedRanking.FreshFrom(index.Weights, place.Instant) : long.MaxValue;
        if (place.Cursor is { } at)
        {
            merge.cursorScore = at.Score;
            merge.cursorKey = index.Scale.KeyOfScore(at.Score, place.Instant);
            merge.cursor = Single(at);
        }

        return merge;
    }

    /// <summary>Lets go of everything: nobody is to keep a network's posts by having read a feed of it.</summary>
    public void GiveBack()
    {
        Array.Clear(windows, 0, taken);
        taken = 0;
        runs.Clear();
        fresh.Clear();
        ready.Clear();
        (index, cursor) = (null!, null);
        s_idle = this;
    }

    /// <summary>Takes a source in; false when its posts of that instant are not kept.</summary>
    public bool Add(FeedWindow window)
    {
        var first = window.NewestCreated <= place.Instant ? 0 : window.FirstAt(place.Instant);
        var count = Math.Min(index.Newest, window.Count - first);
        if (count < index.Newest && window.IsTruncated)
        {
            return false;
        }

        if (count == 0)
        {
            return true;
        }

        var number = Take(window);
        if (isRanked && (first > 0 || !window.IsOrderedAt(index.Scale, place.Instant)))
        {
            for (var i = first; i < first + count; i++)
            {
                if (!IsLeftOut(window, i))
                {
                    Keep(new Scored(number, i, ScoreOf(window, i)));
                }
            }

            return true;
        }

        if (window.LatestChange >= freshFrom)
        {
            StartFresh(number, count);
        }

        Start(new Run(number) { First = first, Count = count });
        return true;
    }

    public FeedSlice Take()
    {
        Heap.Make(runs, Way);
        Heap.Make(fresh, Way);
        Heap.Make(ready, Way);
        var posts = new List<Ranked>(Math.Min(place.Size, 100));
        Ranked? skipped = null;
        var (skip, more) = (place.Skip, false);
        while (!more && Next() is { } next)
        {
            if (skip > 0)
            {
                skip--;
                skipped = ToRanked(next);
            }
            else if (posts.Count < place.Size)
            {
                posts.Add(ToRanked(next));
            }
            else
            {
                more = true;
            }
        }

        if (place.Back)
        {
            posts.Reverse();
        }

        leaves |= skipped is not null;
        return new FeedSlice
        {
            Posts = posts,
            HasBefore = place.Back ? more : leaves,
            HasAfter = place.Back ? leaves : more,
            Skipped = skipped,
        };
    }

    private FeedWay Way => new(windows.AsSpan(0, taken), isRanked, place.Back);

    private int Take(FeedWindow window)
    {
        if (taken == windows.Length)
        {
            Array.Resize(ref windows, taken * 2);
        }

        windows[taken] = window;
        return taken++;
    }

    private Ranked ToRanked(in Scored post) => new(post.Score, windows[post.Window][post.Entry].CreatedAt, windows[post.Window].IdAt(post.Entry));

    /// <summary>The next post in the direction of the page; null when there is none.</summary>
    private Scored? Next()
    {
        while (true)
        {
            if (fresh.Count > 0 && (ready.Count == 0 || !IsSettled(ready[0], fresh[0])))
            {
                var post = Heap.Pop(fresh, Way);
                var window = windows[post.Window];
                if (post.Entry < 0)
                {
                    AddFresh(post.Window, Math.Min(index.Newest, window.Count));
                }
                else
                {
                    Keep(new Scored(post.Window, post.Entry, ScoreOf(window, post.Entry)));
                }
            }
            else if (runs.Count > 0 && (ready.Count == 0 || !IsSettled(ready[0], runs[0])))
            {
                Step();
            }
            else
            {
                return ready.Count > 0 ? Heap.Pop(ready, Way) : null;
            }
        }
    }

    /// <summary>Scores the first post of the runs, and moves its run on.</summary>
    private void Step()
    {
        var run = runs[0];
        var (window, entry, key) = (windows[run.Window], Way.Entry(run, run.Place), run.Key);
        run.Place += place.Back ? -1 : 1;
        if (run.Place >= 0 && run.Place < run.Count)
        {
            run.Key = Way.Key(run, run.Place);
            Heap.ReplaceTop(runs, run, Way);
        }
        else
        {
            Heap.Pop(runs, Way);
        }

        if (IsOfRun(window, entry))
        {
            Keep(new Scored(run.Window, entry, isRanked ? ScoreOf(window, entry) : 0) { Key = key });
        }
    }

    /// <summary>Keeps a post whose score is known, when it lies beyond the cursor.</summary>
    private void Keep(in Scored post)
    {
        if (hasCursor && !IsBeyond(post))
        {
            leaves = true;
        }
        else
        {
            Heap.Push(ready, post, Way);
        }
    }

    /// <summary>Whether no fresh post can come before this one.</summary>
    private bool IsSettled(in Scored best, in Bounded top) => place.Back ? best.Score < top.Bound : best.Score > top.Bound;

    /// <summary>Whether no post of the runs can come before this one.</summary>
    private bool IsSettled(in Scored best, in Run top)
    {
        var key = double.IsNaN(best.Key) ? index.Scale.KeyOfScore(best.Score, place.Instant) : best.Key;
        return key == top.Key
            ? key == FeedScale.Silent && Way.IsBefore(best.Window, best.Entry, top.Window, Way.Entry(top, top.Place))
            : place.Back ? key + margin < top.Key : key - margin > top.Key;
    }

    /// <summary>Whether the post is shown, and not among those that stand beside the runs.</summary>
    private bool IsOfRun(FeedWindow window, int entry) =>
        !isRanked || (!IsLeftOut(window, entry) && (window.LatestChange < freshFrom || window[entry].ChangedAt < freshFrom));

    private bool IsLeftOut(FeedWindow window, int entry) =>
        hasCursor && window.LatestRank > place.Instant && window[entry].RankedAt > place.Instant;

    private double ScoreOf(FeedWindow window, int entry)
    {
        ref readonly var post = ref window[entry];
        return FeedRanking.Parts(index.Weights, post.Engagement, post.CreatedAt, post.ChangedAt, place.Instant).Score;
    }

    /// <summary>The cursor's post, to compare others with.</summary>
    private static FeedWindow Single(in Ranked at)
    {
        var isPacked = PackedId.TryPack(at.Id, out var id);
        return FeedWindow.Of(default, 1, [new FeedWindow.Post(id, 0, at.CreatedAt, 0, 0)], isPacked ? null : [at.Id], false);
    }
}
