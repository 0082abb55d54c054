using Amity.Core.Data;
using Amity.Core.Ranking;
using Amity.Modules.Blocks;
using Amity.Modules.Posts;

namespace Amity.Modules.Feeds;

/// <summary>
/// Pages of the index where authors are hidden from the caller: the index knows no authors, so it is asked for parts until there are enough posts on
/// this side of all blocks and of none who is leaving. The page is the one that it would be if the others did not exist.
/// </summary>
internal static class PageWithoutHidden
{
    /// <summary>Of the posts of a part some are left out: so many more are asked for than are wanted.</summary>
    private const int Spare = 20;

    private const int LargestPart = 100;

    /// <summary>Null when the index cannot tell.</summary>
    /// <param name="db">The reader of the answer.</param>
    /// <param name="callerId">Whose blocks count.</param>
    /// <param name="hasBlocks">Whether there are any.</param>
    /// <param name="place">The page that is wanted.</param>
    /// <param name="ask">Asks the index for a part.</param>
    public static async Task<FeedSlice?> Of(IRead db, string callerId, bool hasBlocks, FeedPlace place, Func<FeedPlace, FeedSlice?> ask)
    {
        if (await Walk(db, callerId, hasBlocks, place with { Skip = 0 }, place.Skip + place.Size + 1, ask) is not { } ahead)
        {
            return null;
        }

        // Whether one lies behind the cursor tells a walk the other way.
        List<Ranked>? behind = [];
        if (place.Cursor is not null)
        {
            behind = await Walk(db, callerId, hasBlocks, place with { Skip = 0, Back = !place.Back, Inclusive = !place.Inclusive }, 1, ask);
            if (behind is null)
            {
                return null;
            }
        }

        var skipped = Math.Min(place.Skip, ahead.Count);
        var posts = ahead.Skip(skipped).Take(place.Size).ToList();
        var (more, before) = (ahead.Count > skipped + place.Size, skipped > 0 || behind.Count > 0);
        if (place.Back)
        {
            posts.Reverse();
        }

        return new FeedSlice
        {
            Posts = posts,
            HasBefore = place.Back ? more : before,
            HasAfter = place.Back ? before : more,
            Skipped = skipped > 0 ? ahead[skipped - 1] : null,
        };
    }

    /// <summary>The next posts in the direction of the place, the nearest first: as many as are wanted, or all that there are.</summary>
    private static async Task<List<Ranked>?> Walk(IRead db, string callerId, bool hasBlocks, FeedPlace place, int wanted, Func<FeedPlace, FeedSlice?> ask)
    {
        var shown = new List<Ranked>();
        while (true)
        {
            if (ask(place with { Size = Math.Min(wanted - shown.Count + Spare, LargestPart) }) is not { } part)
            {
                return null;
            }

            var posts = place.Back ? part.Posts.Reverse().ToList() : part.Posts;
            var hidden = posts.Count > 0 ? await db.Many<string>(Hidden, new { ids = posts.Select(post => post.Id), callerId, hasBlocks }) : [];
            shown.AddRange(posts.Where(post => !hidden.Contains(post.Id)));
            if (shown.Count >= wanted || !(place.Back ? part.HasBefore : part.HasAfter))
            {
                return shown;
            }

            place = place with { Cursor = posts[^1], Inclusive = false };
        }
    }

    private const string Hidden = $"""
        select p.post_id
        from posts p
        where p.post_id in @ids
          and not ({PostSql.IsNotApart} and {PostSql.IsStaying})
        limit 100
        -- rests on posts.post_id @ids, {BlockSql.Rests}
        """;
}
