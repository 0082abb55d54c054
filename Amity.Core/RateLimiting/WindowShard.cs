namespace Amity.Core.RateLimiting;

/// <summary>
/// A share of the keys: which of them has which place. Keys come and go under its lock; calls of keys that have a place never take it.
/// </summary>
internal sealed class WindowShard(WindowPages pages)
{
    private const int FewestPlaces = 16;

    // Of a page: 256 KB.
    private const int MostWords = 32 * 1024;

    private readonly Lock access = new();
    private readonly WindowIndex index = new();
    private readonly List<WindowPage> own = [];
    private long dropped = long.MinValue;
    private int places;
    private int roomy;
    private int visited;

    public int Windows => index.Count;

    public int Places => Volatile.Read(ref places);

    /// <summary>The key's place, its tenancy above it; 0 when it has none, or when it was overlooked because it is being moved.</summary>
    public ulong Find(uint hash, uint lane, string user, out WindowPage? page)
    {
        var probe = 0;
        while (index.Next(hash, ref probe) is var place && place != 0)
        {
            var at = WindowPages.At(place);
            page = pages.Of(place);
            if (page is not null && page.Has(at))
            {
                ref var window = ref page[at];
                var tenancy = Volatile.Read(ref window.Tenancy);
                if (window.Lane == lane && page.User(at) == user)
                {
                    return (ulong)tenancy << 32 | place;
                }
            }
        }

        page = null;
        return 0;
    }

    /// <summary>Gives the key a place, its call being the first; false when it has one already.</summary>
    public bool Opened<TStamp>(uint hash, uint lane, string user, TStamp stamp, out ulong place, out WindowPage? page, out long now)
        where TStamp : struct, IStamp
    {
        lock (access)
        {
            now = 0;
            place = Find(hash, lane, user, out page);
            if (place != 0)
            {
                return false;
            }

            // Not before the moment at which a window of this very key may have been dropped as idle.
            now = Math.Max(stamp.Given, dropped);
            page = Room(own.Count) ?? Add();
            var at = page.Give(lane, hash, user);
            ref var window = ref page[at];
            WindowRule.Begin(ref window, now);
            place = (ulong)window.Tenancy << 32 | WindowPages.Place(page, at);
            Window.Leave(ref window);
            index.Add(hash, (uint)place);
            return true;
        }
    }

    /// <summary>
    /// Visits pages from where the last visit ended: drops what is idle, moves what is left of sparse pages together, gives empty ones
    /// back. True after the last page.
    /// </summary>
    public bool Sweep(long now, ref int budget)
    {
        lock (access)
        {
            dropped = Math.Max(dropped, now);
            while (budget > 0 && visited < own.Count)
            {
                budget -= own[visited].Capacity;
                if (!GaveBack(visited, now))
                {
                    visited++;
                }
            }

            if (visited < own.Count)
            {
                return false;
            }

            visited = 0;
            index.Trim();
            return true;
        }
    }

    private bool GaveBack(int number, long now)
    {
        var page = own[number];
        for (var at = 0; at < page.Capacity; at++)
        {
            ref var window = ref page[at];
            if (page.User(at) is null || !pages.Rule.IsIdle(in window, now))
            {
                continue;
            }

            Window.Enter(ref window);
            if (pages.Rule.IsIdle(in window, now))
            {
                index.Remove(window.Hash, WindowPages.Place(page, at));
                page.TakeBack(at);
                roomy = Math.Min(roomy, number);
            }

            Window.Leave(ref window);
        }

        if (2 * page.Live <= page.Capacity)
        {
            Empty(page, number);
        }

        // A little room stays, so that a population that comes and goes does not make and drop pages all the time.
        if (page.Live > 0 || places - page.Capacity - index.Count < index.Count / 16)
        {
            return false;
        }

        own.RemoveAt(number);
        places -= page.Capacity;
        roomy = Math.Min(roomy, number);
        pages.Remove(page);
        return true;
    }

    /// <summary>Moves windows into the room of pages before this one, as far as there is any.</summary>
    private void Empty(WindowPage page, int number)
    {
        for (var at = 0; at < page.Capacity && page.Live > 0; at++)
        {
            if (page.User(at) is not { } user)
            {
                continue;
            }

            if (Room(number) is not { } target)
            {
                return;
            }

            ref var from = ref page[at];
            Window.Enter(ref from);
            var to = target.Give(from.Lane, from.Hash, user);
            page.Copy(ref from, ref target[to]);
            Window.Leave(ref target[to]);
            index.Replace(from.Hash, WindowPages.Place(page, at), WindowPages.Place(target, to));
            page.TakeBack(at);
            Window.Leave(ref from);
        }
    }

    /// <summary>The first page with room among so many.</summary>
    private WindowPage? Room(int among)
    {
        while (roomy < among && own[roomy].IsFull)
        {
            roomy++;
        }

        return roomy < among ? own[roomy] : null;
    }

    private WindowPage Add()
    {
        var capacity = Math.Min(Math.Clamp(index.Count / 32, FewestPlaces, WindowPage.Most), Math.Max(1, MostWords / pages.Rule.Words));
        var page = pages.Add(capacity);
        own.Add(page);
        Volatile.Write(ref places, places + capacity);
        return page;
    }
}
