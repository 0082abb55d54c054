using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Modules.Posts;

namespace Amity.Modules.Comments;

/// <summary>Which of the comments on a post a list shows.</summary>
internal enum CommentLevel
{
    Top,
    RepliesToOne,
    All,
}

/// <summary>
/// The comments below one post, level by level, but for those across a block from who asks. Scrolling by segment numbers is a way into the
/// same lists, because segments are given in the order of creation.
/// </summary>
internal static class CommentList
{
    private const string Newest = "lastCreated", Oldest = "firstCreated";

    private static readonly PagedSql<Row> Top = Pages(CommentLevel.Top, "and cm.parent_id is null");

    private static readonly PagedSql<Row> RepliesToOne = Pages(CommentLevel.RepliesToOne, "and cm.parent_id = @ParentId");

    private static readonly PagedSql<Row> All = Pages(CommentLevel.All, "");

    public static async Task<PageOf<Row>> Page(IRead db, Caller caller, PageRequest page, string? sortBy, CommentFilter filter)
    {
        var pages = filter.Level switch
        {
            CommentLevel.Top => Top,
            CommentLevel.RepliesToOne => RepliesToOne,
            _ => All,
        };
        return await pages.Page(db, caller.Network.Pages, page, sortBy, filter.Canonical, (await PostViewer.Of(db, caller)).Args(filter));
    }

    /// <summary>
    /// The page that begins behind a segment: later ones, oldest first, or earlier ones, newest first. Its tokens lead on in the list of
    /// that order.
    /// </summary>
    public static async Task<PageOf<Row>> Scroll(IRead db, Caller caller, CommentScroll scroll, int? limit, CommentFilter filter)
    {
        var sortBy = scroll.IsBackward ? Newest : Oldest;
        var page = new PageRequest { Limit = scroll.Size ?? limit };
        if (await Edge(db, scroll, filter) is { } edge)
        {
            var cursor = new PageCursor((Created(filter.Level, edge), edge.CommentId));
            var list = new PageList(caller.Network.Pages, Operation(filter.Level), sortBy, filter.Canonical);
            page = page with { Token = list.Paging(null, cursor, page.Limit ?? PageRequest.DefaultSize).Next };
        }

        return await Page(db, caller, page, sortBy, filter);
    }

    // The comment at the segment, of whatever level, or the next one on the side that is left out; null where that side is empty.
    private static async Task<Row?> Edge(IRead db, CommentScroll scroll, CommentFilter filter) => scroll.Segment is { } segment
        ? await db.One<Row>(scroll.IsBackward ? FirstFrom : LastUpTo, new { filter.ReferenceType, filter.ReferenceId, segment })
        : null;

    private static string Operation(CommentLevel level) => $"comments.{level}";

    // No index holds all levels of a post by time, but one by segment: the same order.
    private static long Created(CommentLevel level, Row row) => level is CommentLevel.All ? row.SegmentNumber : row.CreatedAt;

    private static PagedSql<Row> Pages(CommentLevel level, string condition)
    {
        var created = level is CommentLevel.All ? "cm.segment_number" : "cm.created_at";
        return new PagedSql<Row>(
            Operation(level),
            $$"""
            {{OfPost}}
              {{condition}}
              and (@AnyDeletion or cm.is_deleted = @IsDeleted)
              and (@AnyFlag or (cm.flag_count > 0) = @HasFlag)
              and (@AnyType or cm.data_type in @DataTypes)
              and {{CommentSql.IsKept}}
              and {{CommentSql.IsNotApart}}
            {page}
            """,
            new(Newest, created, "cm.comment_id", row => (Created(level, row), row.CommentId), Descending: true),
            new(Oldest, created, "cm.comment_id", row => (Created(level, row), row.CommentId)),
            new("lastUpdated", "cm.updated_at", "cm.comment_id", row => (row.UpdatedAt, row.CommentId), Descending: true),
            new("firstUpdated", "cm.updated_at", "cm.comment_id", row => (row.UpdatedAt, row.CommentId)));
    }

    private const string OfPost = """
        select cm.comment_id,
               cm.segment_number,
               cm.created_at,
               cm.updated_at
        from comments cm
        where cm.reference_type = @ReferenceType
          and cm.reference_id = @ReferenceId
        """;

    private const string LastUpTo = $"""
        {OfPost}
          and cm.segment_number <= @segment
        order by cm.segment_number desc
        limit 1
        """;

    private const string FirstFrom = $"""
        {OfPost}
          and cm.segment_number >= @segment
        order by cm.segment_number
        limit 1
        """;

    /// <summary>A comment's places in the lists.</summary>
    public sealed record Row
    {
        public string CommentId { get; init; } = "";

        public long SegmentNumber { get; init; }

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }
    }
}
