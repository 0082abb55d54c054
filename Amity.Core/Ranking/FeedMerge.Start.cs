namespace Amity.Core.Ranking;

/// <summary>Where the ways through the sources begin: at their first post, or at the cursor.</summary>
internal sealed partial class FeedMerge
{
    /// <summary>Puts the run on its first post that may lie beyond the cursor.</summary>
    private void Start(Run run)
    {
        if (!hasCursor)
        {
            run.Key = isRanked ? windows[run.Window].GreatestKey : FeedScale.Silent;
            runs.Add(run);
            return;
        }

        // Those that surely lie on the cursor's other side come first, or last where the page lies before it.
        var low = isRanked && cursorKey != FeedScale.Silent
            ? windows[run.Window].CountAbove(place.Back ? cursorKey - margin : cursorKey + margin)
            : SearchExactly(run);
        for (var i = place.Back ? low : 0; !leaves && i < (place.Back ? run.Count : low); i++)
        {
            leaves = IsOfRun(windows[run.Window], Way.Entry(run, i));
        }

        run.Place = place.Back ? low - 1 : low;
        if (run.Place >= 0 && run.Place < run.Count)
        {
            run.Key = Way.Key(run, run.Place);
            runs.Add(run);
        }
    }

    /// <summary>The same among posts whose order needs no scores, or where the cursor stands among those.</summary>
    private int SearchExactly(in Run run)
    {
        var (low, high) = (0, run.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (IsBehindCursor(run, middle))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private bool IsBehindCursor(in Run run, int at)
    {
        if (Way.Key(run, at) != FeedScale.Silent)
        {
            return false;
        }

        var order = FeedWindow.Compare(windows[run.Window], Way.Entry(run, at), cursor!, 0);
        return order > 0 || (order == 0 && place.Inclusive != place.Back);
    }

    private bool IsBeyond(in Scored post)
    {
        var order = post.Score != cursorScore ? cursorScore.CompareTo(post.Score) : FeedWindow.Compare(windows[post.Window], post.Entry, cursor!, 0);
        return order == 0 ? place.Inclusive : place.Back == order < 0;
    }

    /// <summary>Most sources have no post on the page: what is fresh of them need not be looked at.</summary>
    private void StartFresh(int number, int count)
    {
        var window = windows[number];
        var (decay, boost) = (index.Scale.Decay(window.NewestCreated, place.Instant), FeedRanking.Boost(index.Weights, window.LatestChange, place.Instant));
        var bound = (window.FreshEngagement * decay.High) + boost;
        if (place.Back || window.LatestChange > place.Instant || (hasCursor && bound >= cursorScore))
        {
            AddFresh(number, count);
        }
        else
        {
            fresh.Add(new Bounded(number, -1, bound));
        }
    }

    private void AddFresh(int number, int count)
    {
        var window = windows[number];
        for (var i = 0; i < count; i++)
        {
            ref readonly var post = ref window[i];
            if (post.ChangedAt < freshFrom)
            {
                if (!window.HasEdits)
                {
                    // All that follow are older.
                    return;
                }
            }
            else if (!IsLeftOut(window, i))
            {
                AddFresh(number, i, post);
            }
        }
    }

    private void AddFresh(int number, int entry, in FeedWindow.Post post)
    {
        var boost = FeedRanking.Boost(index.Weights, post.ChangedAt, place.Instant);
        var decay = index.Scale.Decay(post.CreatedAt, place.Instant);
        var (low, high) = ((post.Engagement * decay.Low) + boost, (post.Engagement * decay.High) + boost);
        if (hasCursor && (place.Back ? high < cursorScore : low > cursorScore))
        {
            leaves = true;
        }
        else
        {
            Heap.Push(fresh, new Bounded(number, entry, place.Back ? low : high), Way);
        }
    }
}
