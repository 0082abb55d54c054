using System.Globalization;
using Amity.Core.Paging;
using Amity.Core.Ranking;

namespace Amity.Modules.Feeds;

/// <summary>One page of a feed that was ranked in memory.</summary>
internal static class RankedPage
{
    /// <summary>The ids of the page and its tokens. The posts are in <see cref="RankedOrder"/>, scored at the instant.</summary>
    public static (IReadOnlyList<string> Ids, Paging Paging) Of(PageList list, PagePlace place, List<Ranked> ranked, long instant)
    {
        var at = place.Cursor is { } cursor ? Begin(ranked, cursor, place.Side) : Math.Min(place.Offset, ranked.Count);
        var (start, end) = place.Side == PageSide.Before
            ? (Math.Max(0, at - place.Size), at)
            : (at, Math.Min(at + place.Size, ranked.Count));
        var previous = start == 0 ? null : start < end ? Cursor(ranked[start], instant) : Cursor(ranked[start - 1], instant) with { Inclusive = true };
        var next = end == ranked.Count ? null : start < end ? Cursor(ranked[end - 1], instant) : Cursor(ranked[end], instant) with { Inclusive = true };
        return ([.. ranked[start..end].Select(post => post.Id)], list.Paging(previous, next, place.Size));
    }

    /// <summary>The first post that lies behind the cursor; before it end the posts that lead to it.</summary>
    private static int Begin(List<Ranked> ranked, PageCursor cursor, PageSide side)
    {
        var index = ranked.BinarySearch(Place(cursor.Key), RankedOrder.Instance);
        if (index < 0)
        {
            return ~index;
        }

        // The post that stands exactly here belongs to the page when the cursor says so, whichever way the page goes.
        return (side == PageSide.Before) == cursor.Inclusive ? index + 1 : index;
    }

    // The token's key has one value beside the id: score and age in one text.
    private static PageCursor Cursor(Ranked post, long instant) =>
        new(($"{BitConverter.DoubleToInt64Bits(post.Score):x16}{post.CreatedAt:x16}", post.Id), instant);

    private static Ranked Place(PageKey key)
    {
        var text = ((string)key.Value).AsSpan();
        return new Ranked(BitConverter.Int64BitsToDouble(Number(text[..16])), Number(text[16..]), key.Id);

        static long Number(ReadOnlySpan<char> digits) => long.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
