using System.Globalization;
using Amity.Core.Paging;
using Amity.Core.Ranking;

namespace Amity.Modules.Feeds;

/// <summary>Pages of a ranked feed: from their tokens, and to them.</summary>
internal static class RankedPage
{
    public static FeedPlace Place(PagePlace place, long instant) => new()
    {
        Instant = instant,
        Cursor = place.Cursor is { } cursor ? At(cursor.Key) : null,
        Inclusive = place.Cursor?.Inclusive ?? false,
        Back = place.Side == PageSide.Before,
        Skip = place.Offset,
        Size = place.Size,
    };

    /// <summary>The page out of all posts, which are in <see cref="RankedOrder"/>, scored at the instant.</summary>
    public static FeedSlice Cut(FeedPlace place, List<Ranked> all)
    {
        var at = place.Cursor is { } cursor ? Begin(all, cursor, place) : Math.Min(place.Skip, all.Count);
        var (start, end) = place.Back ? (Math.Max(0, at - place.Size), at) : (at, Math.Min(at + place.Size, all.Count));
        return new FeedSlice
        {
            Posts = all[start..end],
            HasBefore = start > 0,
            HasAfter = end < all.Count,
            Skipped = place.Cursor is null && start > 0 ? all[start - 1] : null,
        };
    }

    /// <summary>The tokens around the page.</summary>
    public static Paging Paging(PageList list, PagePlace place, FeedSlice slice, long instant)
    {
        // An empty page has no post to turn back from: only the cursor that led there, or the last post that was skipped.
        var turned = place.Cursor is { } cursor ? cursor with { Inclusive = !cursor.Inclusive }
            : slice.Skipped is { } skipped ? Cursor(skipped, instant) with { Inclusive = true }
            : null;
        var (first, last) = slice.Posts.Count > 0 ? (Cursor(slice.Posts[0], instant), Cursor(slice.Posts[^1], instant)) : (turned, turned);
        return list.Paging(slice.HasBefore ? first : null, slice.HasAfter ? last : null, place.Size);
    }

    /// <summary>The first post that lies behind the cursor; before it end the posts that lead to it.</summary>
    private static int Begin(List<Ranked> all, Ranked cursor, FeedPlace place)
    {
        var index = all.BinarySearch(cursor, RankedOrder.Instance);
        if (index < 0)
        {
            return ~index;
        }

        // The post that stands exactly here belongs to the page when the cursor says so, whichever way the page goes.
        return place.Back == place.Inclusive ? index + 1 : index;
    }

    // The token's key has one value beside the id: score and age in one text.
    private static PageCursor Cursor(Ranked post, long instant) =>
        new(($"{BitConverter.DoubleToInt64Bits(post.Score):x16}{post.CreatedAt:x16}", post.Id), instant);

    private static Ranked At(PageKey key)
    {
        var text = ((string)key.Value).AsSpan();
        return new Ranked(BitConverter.Int64BitsToDouble(Number(text[..16])), Number(text[16..]), key.Id);

        static long Number(ReadOnlySpan<char> digits) => long.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
