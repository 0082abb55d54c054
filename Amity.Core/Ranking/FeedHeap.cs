using System.Runtime.InteropServices;

namespace Amity.Core.Ranking;

/// <summary>Something that comes before others, or behind them where the way is taken backwards.</summary>
internal interface IHeaped<T>
{
    bool IsBefore(in T other, bool back);
}

/// <summary>One source on the way: the post it has come to, and its key.</summary>
internal record struct Run : IHeaped<Run>
{
    public required FeedWindow Window;

    /// <summary>The first post of the window that takes part; 0 where the order is that of the rank.</summary>
    public required int First;

    public required int Count;

    public int Place;

    public int Entry;

    public double Key;

    public readonly int EntryAt(int place, bool isRanked) => isRanked ? Window.AtRank(place) : First + place;

    public readonly bool IsBefore(in Run other, bool back) => Key == other.Key
        ? FeedWindow.Compare(Window, Entry, other.Window, other.Entry) < 0 != back
        : Key > other.Key != back;
}

/// <summary>A post whose score is known.</summary>
internal record struct Scored(FeedWindow Window, int Entry, double Score) : IHeaped<Scored>
{
    /// <summary>Not a number where nobody has asked for it.</summary>
    public double Key = double.NaN;

    public readonly bool IsBefore(in Scored other, bool back) => Score == other.Score
        ? FeedWindow.Compare(Window, Entry, other.Window, other.Entry) < 0 != back
        : Score > other.Score != back;

    public readonly Ranked ToRanked() => new(Score, Window[Entry].CreatedAt, Window.IdAt(Entry));
}

/// <summary>A list whose first element comes before all others. The framework's queue keeps no elements of a list that is used again.</summary>
internal static class Heap
{
    public static void Make<T>(List<T> list, bool back) where T : struct, IHeaped<T>
    {
        var heap = CollectionsMarshal.AsSpan(list);
        for (var i = (heap.Length / 2) - 1; i >= 0; i--)
        {
            Sink(heap, i, back);
        }
    }

    public static void Push<T>(List<T> list, in T item, bool back) where T : struct, IHeaped<T>
    {
        list.Add(item);
        var heap = CollectionsMarshal.AsSpan(list);
        var at = heap.Length - 1;
        while (at > 0 && item.IsBefore(heap[(at - 1) / 2], back))
        {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        heap[at] = item;
    }

    public static T Pop<T>(List<T> list, bool back) where T : struct, IHeaped<T>
    {
        var top = list[0];
        var last = list[^1];
        list.RemoveAt(list.Count - 1);
        if (list.Count > 0)
        {
            ReplaceTop(list, last, back);
        }

        return top;
    }

    public static void ReplaceTop<T>(List<T> list, in T item, bool back) where T : struct, IHeaped<T>
    {
        var heap = CollectionsMarshal.AsSpan(list);
        heap[0] = item;
        Sink(heap, 0, back);
    }

    private static void Sink<T>(Span<T> heap, int at, bool back) where T : struct, IHeaped<T>
    {
        var item = heap[at];
        while ((2 * at) + 1 < heap.Length)
        {
            var child = (2 * at) + 1;
            if (child + 1 < heap.Length && heap[child + 1].IsBefore(heap[child], back))
            {
                child++;
            }

            if (!heap[child].IsBefore(item, back))
            {
                break;
            }

            heap[at] = heap[child];
            at = child;
        }

        heap[at] = item;
    }
}
