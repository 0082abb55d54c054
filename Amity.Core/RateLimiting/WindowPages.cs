using System.Runtime.CompilerServices;

namespace Amity.Core.RateLimiting;

/// <summary>All pages by their numbers. A place in memory is a page's number and one of its windows; number 0 is no page.</summary>
internal sealed class WindowPages(WindowRule rule)
{
    private readonly Lock access = new();
    private readonly Stack<int> unused = [];
    private WindowPage?[] pages = new WindowPage?[16];
    private uint[] tenancies = new uint[16];
    private int numbers = 1;

    public WindowRule Rule => rule;

    /// <summary>The page of a place; null when it was given back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WindowPage? Of(uint place)
    {
        var known = Volatile.Read(ref pages);
        var number = place / WindowPage.Most;
        return number < (uint)known.Length ? Volatile.Read(ref known[number]) : null;
    }

    public static int At(uint place) => (int)(place % WindowPage.Most);

    public static uint Place(WindowPage page, int at) => (uint)(page.Number * WindowPage.Most + at);

    public WindowPage Add(int capacity)
    {
        lock (access)
        {
            var number = unused.Count > 0 ? unused.Pop() : numbers++;
            if (number == pages.Length)
            {
                Array.Resize(ref tenancies, 2 * number);
                var more = new WindowPage?[2 * number];
                pages.CopyTo(more, 0);
                Volatile.Write(ref pages, more);
            }

            var page = new WindowPage(number, capacity, rule.Words, Math.Max(1, tenancies[number]));
            Volatile.Write(ref pages[number], page);
            return page;
        }
    }

    /// <summary>Gives a page without a key back. Whoever still looks at it finds all its tenancies ended.</summary>
    public void Remove(WindowPage page)
    {
        lock (access)
        {
            tenancies[page.Number] = page.NextTenancy();
            pages[page.Number] = null;
            unused.Push(page.Number);
        }
    }
}
