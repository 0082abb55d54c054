using System.Runtime.InteropServices;

namespace Amity.Core.Ranking;

/// <summary>
/// Merges the posts of many sources into one page. Every source is a run, walked from the cursor on in the order of its keys. Keys tell which
/// posts may come next; which of these comes first their scores tell, so that an error of the last digits never shows. Posts that are fresh,
/// and sources whose keys tell nothing at this instant, are scored at once.
/// </summary>
internal sealed class FeedMerge
{
    [ThreadStatic]
    private static FeedMerge? s_idle;

    // Those that may come next, by their keys; and those of them whose scores are known, by these.
    private readonly List<Run> runs = [];
    private readonly List<Scored> ready = [];
    private FeedIndex index = null!;
    private FeedPlace place;
    private bool isRanked;
    private bool hasCursor;
    private FeedWindow? cursor;
    private double cursorKey;
    private double margin;
    private bool leaves;

    public static FeedMerge Rent(FeedIndex index, FeedOrder order, in FeedPlace place)
    {
        var merge = s_idle ?? new FeedMerge();
        s_idle = null;
        (merge.index, merge.place, merge.isRanked, merge.leaves) = (index, place, order == FeedOrder.Ranked, false);
        merge.hasCursor = place.Cursor is not null;
        merge.margin = index.Scale.Margin(place.Instant);
        if (place.Cursor is { } at)
        {
            merge.cursorKey = index.Scale.KeyOfScore(at.Score, place.Instant);
            merge.cursor = Single(at);
        }

        return merge;
    }

    /// <summary>Lets go of everything: nobody is to keep a network's posts by having read a feed of it.</summary>
    public void GiveBack()
    {
        CollectionsMarshal.AsSpan(runs).Clear();
        CollectionsMarshal.AsSpan(ready).Clear();
        runs.Clear();
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

        if (!isRanked)
        {
            Start(new Run { Window = window, First = first, Count = count });
        }
        else if (first > 0 || !window.IsOrderedAt(index.Scale, place.Instant))
        {
            for (var i = first; i < first + count; i++)
            {
                Score(window, i);
            }
        }
        else
        {
            if (FeedRanking.IsFresh(index.Weights, window.LatestChange, place.Instant))
            {
                ScoreFresh(window, count);
            }

            Start(new Run { Window = window, First = 0, Count = count });
        }

        return true;
    }

    public FeedSlice Take()
    {
        Heap.Make(runs, place.Back);
        Heap.Make(ready, place.Back);
        var posts = new List<Ranked>(Math.Min(place.Size, 100));
        Ranked? skipped = null;
        var (skip, more) = (place.Skip, false);
        while (Next() is { } next)
        {
            if (hasCursor && !IsBeyond(next))
            {
                leaves = true;
            }
            else if (skip > 0)
            {
                skip--;
                skipped = next.ToRanked();
            }
            else if (posts.Count < place.Size)
            {
                posts.Add(next.ToRanked());
            }
            else
            {
                more = true;
                break;
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

    /// <summary>The next post in the direction of the page; null when there is none.</summary>
    private Scored? Next()
    {
        while (runs.Count > 0 && (ready.Count == 0 || !IsSettled(ready[0], runs[0])))
        {
            var run = runs[0];
            Heap.Push(ready, new Scored(run.Window, run.Entry, isRanked ? ScoreOf(run.Window, run.Entry) : 0) { Key = run.Key }, place.Back);
            if (Advance(ref run))
            {
                Heap.ReplaceTop(runs, run, place.Back);
            }
            else
            {
                Heap.Pop(runs, place.Back);
            }
        }

        return ready.Count > 0 ? Heap.Pop(ready, place.Back) : null;
    }

    /// <summary>Whether no post of the runs can come before this one.</summary>
    private bool IsSettled(in Scored best, in Run top)
    {
        var key = double.IsNaN(best.Key) ? index.Scale.KeyOfScore(best.Score, place.Instant) : best.Key;
        return key == top.Key
            ? key == FeedScale.Silent && Before(FeedWindow.Compare(best.Window, best.Entry, top.Window, top.Entry))
            : place.Back ? key + margin < top.Key : key - margin > top.Key;
    }

    /// <summary>Puts the run on its first post that may lie beyond the cursor.</summary>
    private void Start(Run run)
    {
        run.Place = place.Back ? run.Count : -1;
        if (hasCursor)
        {
            // Those that surely lie on the cursor's other side come first, or last where the page lies before it.
            var (low, high) = (0, run.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (place.Back ? IsSurelyAfter(run, middle) : !IsSurelyBefore(run, middle))
                {
                    high = middle;
                }
                else
                {
                    low = middle + 1;
                }
            }

            for (var i = place.Back ? low : 0; !leaves && i < (place.Back ? run.Count : low); i++)
            {
                leaves = IsOfRun(run.Window, run.EntryAt(i, isRanked));
            }

            run.Place = place.Back ? low : low - 1;
        }

        if (Advance(ref run))
        {
            runs.Add(run);
        }
    }

    private bool Advance(ref Run run)
    {
        var step = place.Back ? -1 : 1;
        for (var at = run.Place + step; at >= 0 && at < run.Count; at += step)
        {
            var entry = run.EntryAt(at, isRanked);
            if (IsOfRun(run.Window, entry))
            {
                (run.Place, run.Entry, run.Key) = (at, entry, isRanked ? run.Window.KeyAtRank(at) : FeedScale.Silent);
                return true;
            }
        }

        return false;
    }

    private bool IsSurelyBefore(in Run run, int at)
    {
        var key = isRanked ? run.Window.KeyAtRank(at) : FeedScale.Silent;
        return key == FeedScale.Silent
            ? cursorKey == FeedScale.Silent && FeedWindow.Compare(run.Window, run.EntryAt(at, isRanked), cursor!, 0) is var order && (order < 0 || (order == 0 && !place.Inclusive))
            : key > cursorKey + margin;
    }

    private bool IsSurelyAfter(in Run run, int at)
    {
        var key = isRanked ? run.Window.KeyAtRank(at) : FeedScale.Silent;
        return key == FeedScale.Silent
            ? cursorKey != FeedScale.Silent || (FeedWindow.Compare(run.Window, run.EntryAt(at, isRanked), cursor!, 0) is var order && (order > 0 || (order == 0 && !place.Inclusive)))
            : key < cursorKey - margin;
    }

    private bool IsBeyond(in Scored post)
    {
        var order = post.Score != place.Cursor!.Value.Score
            ? place.Cursor.Value.Score.CompareTo(post.Score)
            : FeedWindow.Compare(post.Window, post.Entry, cursor!, 0);
        return order == 0 ? place.Inclusive : place.Back == order < 0;
    }

    /// <summary>Whether the post is shown, and not among those that were scored at once.</summary>
    private bool IsOfRun(FeedWindow window, int entry) =>
        !isRanked
        || (!IsLeftOut(window, entry)
            && !(FeedRanking.IsFresh(index.Weights, window.LatestChange, place.Instant)
                && FeedRanking.IsFresh(index.Weights, window[entry].ChangedAt, place.Instant)));

    private bool IsLeftOut(FeedWindow window, int entry) =>
        hasCursor && window.LatestRank > place.Instant && window[entry].RankedAt > place.Instant;

    private void ScoreFresh(FeedWindow window, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (FeedRanking.IsFresh(index.Weights, window[i].ChangedAt, place.Instant))
            {
                Score(window, i);
            }
            else if (!window.HasEdits)
            {
                // All that follow are older.
                return;
            }
        }
    }

    private void Score(FeedWindow window, int entry)
    {
        if (IsLeftOut(window, entry))
        {
            return;
        }

        var scored = new Scored(window, entry, ScoreOf(window, entry));
        if (hasCursor && !IsBeyond(scored))
        {
            leaves = true;
        }
        else
        {
            ready.Add(scored);
        }
    }

    private double ScoreOf(FeedWindow window, int entry)
    {
        ref readonly var post = ref window[entry];
        return FeedRanking.Parts(index.Weights, post.Engagement, post.CreatedAt, post.ChangedAt, place.Instant).Score;
    }

    private bool Before(int order) => place.Back ? order > 0 : order < 0;

    /// <summary>The cursor's post, to compare others with.</summary>
    private static FeedWindow Single(in Ranked at)
    {
        var isPacked = PackedId.TryPack(at.Id, out var id);
        return FeedWindow.Of(default, 1, [new FeedWindow.Post(id, 0, at.CreatedAt, 0, 0)], isPacked ? null : [at.Id], false);
    }
}
