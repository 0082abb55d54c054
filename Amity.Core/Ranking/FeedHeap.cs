using System.Runtime.InteropServices;

namespace Amity.Core.Ranking;

/// <summary>
/// The way through a feed: the windows of its sources, and its direction. What is moved in heaps names windows by their places here, because
/// the collector wants to know of every reference that is moved.
/// </summary>
internal readonly ref struct FeedWay(ReadOnlySpan<FeedWindow> windows, bool isRanked, bool back)
{
    public bool Back { get; } = back;

    private readonly ReadOnlySpan<FeedWindow> windows = windows;

    public FeedWindow this[int window] => windows[window];

    /// <summary>The post of the run at this place.</summary>
    public int Entry(in Run run, int place) => isRanked ? windows[run.Window].AtRank(place) : run.First + place;

    public double Key(in Run run, int place) => isRanked ? windows[run.Window].KeyAtRank(place) : FeedScale.Silent;

    /// <summary>Whether one post is newer than another, or older where the way is taken backwards.</summary>
    public bool IsBefore(int window, int entry, int otherWindow, int otherEntry) =>
        FeedWindow.Compare(windows[window], entry, windows[otherWindow], otherEntry) < 0 != Back;
}

/// <summary>Something that comes before others on the way.</summary>
internal interface IHeaped<T>
{
    bool IsBefore(in T other, in FeedWay way);
}

/// <summary>One source, at the post that comes next of it. Its key says no more than that nothing greater follows.</summary>
internal record struct Run(int Window) : IHeaped<Run>
{
    /// <summary>The first post of the window that takes part; 0 where the order is that of the rank.</summary>
    public int First;

    public int Count;

    public int Place;

    public double Key;

    public readonly bool IsBefore(in Run other, in FeedWay way) => Key == other.Key
        ? way.IsBefore(Window, way.Entry(this, Place), other.Window, way.Entry(other, other.Place))
        : Key > other.Key != way.Back;
}

/// <summary>
/// A fresh post, or all of a source where the entry is negative, and what their scores cannot be above; or, where the way is taken backwards,
/// below.
/// </summary>
internal record struct Bounded(int Window, int Entry, double Bound) : IHeaped<Bounded>
{
    public readonly bool IsBefore(in Bounded other, in FeedWay way) => Bound > other.Bound != way.Back;
}

/// <summary>A post whose score is known.</summary>
internal record struct Scored(int Window, int Entry, double Score) : IHeaped<Scored>
{
    /// <summary>Not a number where nobody has asked for it.</summary>
    public double Key = double.NaN;

    public readonly bool IsBefore(in Scored other, in FeedWay way) =>
        Score == other.Score ? way.IsBefore(Window, Entry, other.Window, other.Entry) : Score > other.Score != way.Back;
}

/// <summary>A list whose first element comes before all others. The framework's queue keeps no elements of a list that is used again.</summary>
internal static class Heap
{
    public static void Make<T>(List<T> list, in FeedWay way) where T : struct, IHeaped<T>
    {
        var heap = CollectionsMarshal.AsSpan(list);
        for (var i = (heap.Length / 2) - 1; i >= 0; i--)
        {
            Sink(heap, i, way);
        }
    }

    public static void Push<T>(List<T> list, in T item, in FeedWay way) where T : struct, IHeaped<T>
    {
        list.Add(item);
        var heap = CollectionsMarshal.AsSpan(list);
        var at = heap.Length - 1;
        while (at > 0 && item.IsBefore(heap[(at - 1) / 2], way))
        {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        heap[at] = item;
    }

    public static T Pop<T>(List<T> list, in FeedWay way) where T : struct, IHeaped<T>
    {
        var top = list[0];
        var last = list[^1];
        list.RemoveAt(list.Count - 1);
        if (list.Count > 0)
        {
            ReplaceTop(list, last, way);
        }

        return top;
    }

    public static void ReplaceTop<T>(List<T> list, in T item, in FeedWay way) where T : struct, IHeaped<T>
    {
        var heap = CollectionsMarshal.AsSpan(list);
        heap[0] = item;
        Sink(heap, 0, way);
    }

    private static void Sink<T>(Span<T> heap, int at, in FeedWay way) where T : struct, IHeaped<T>
    {
        var item = heap[at];
        while ((2 * at) + 1 < heap.Length)
        {
            var child = (2 * at) + 1;
            if (child + 1 < heap.Length && heap[child + 1].IsBefore(heap[child], way))
            {
                child++;
            }

            if (!heap[child].IsBefore(item, way))
            {
                break;
            }

            heap[at] = heap[child];
            at = child;
        }

        heap[at] = item;
    }
}
