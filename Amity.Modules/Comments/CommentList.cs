using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Paging;

namespace Amity.Modules.Comments;

/// <summary>
/// The comments below one post: those at the top level, the replies to one comment, or all of them. Scrolling by segment numbers is a
/// way into the same lists, because segments are given in the order of creation.
/// </summary>
internal sealed class CommentList
{
    private const string Newest = "lastCreated", Oldest = "firstCreated";

    private static readonly CommentList TopLevel = new("top", "and cm.parent_id is null", "cm.created_at", row => row.CreatedAt);

    private static readonly CommentList Replies = new("replies", "and cm.parent_id = @ParentId", "cm.created_at", row => row.CreatedAt);

    // No index holds all levels of a post by time, but one by segment.
    private static readonly CommentList AllLevels = new("all", "", "cm.segment_number", row => row.SegmentNumber);

    private readonly string operation;
    private readonly Func<Row, long> created;
    private readonly PagedSql<Row> pages;

    private CommentList(string level, string condition, string createdKey, Func<Row, long> created)
    {
        this.created = created;
        operation = $"comments.{level}";
        pages = new PagedSql<Row>(
            operation,
            $$"""
            select cm.comment_id,
                   cm.segment_number,
                   cm.created_at,
                   cm.updated_at
            from comments cm
            where cm.reference_type = @ReferenceType
              and cm.reference_id = @ReferenceId
              {{condition}}
              and (@AnyDeletion or cm.is_deleted = @IsDeleted)
              and (@AnyFlag or (cm.flag_count > 0) = @HasFlag)
              and (@AnyType or cm.data_type in @DataTypes)
            {page}
            """,
            new(Newest, createdKey, "cm.comment_id", row => (created(row), row.CommentId), Descending: true),
            new(Oldest, createdKey, "cm.comment_id", row => (created(row), row.CommentId)),
            new("lastUpdated", "cm.updated_at", "cm.comment_id", row => (row.UpdatedAt, row.CommentId), Descending: true),
            new("firstUpdated", "cm.updated_at", "cm.comment_id", row => (row.UpdatedAt, row.CommentId)));
    }

    public static CommentList Of(bool filterByParentId, string? parentId) =>
        !filterByParentId ? AllLevels : parentId is null ? TopLevel : Replies;

    public Task<PageOf<Row>> Page(IRead db, Network network, PageRequest page, string? sortBy, CommentFilter filter) =>
        pages.Page(db, network.Pages, page, sortBy, filter.Canonical, filter);

    /// <summary>
    /// The page that begins behind a segment: later ones, oldest first, or earlier ones, newest first. Its tokens lead on in the list of
    /// that order.
    /// </summary>
    public async Task<PageOf<Row>> Scroll(IRead db, Network network, CommentScroll scroll, int? limit, CommentFilter filter)
    {
        var sortBy = scroll.IsBackward ? Newest : Oldest;
        var page = new PageRequest { Limit = scroll.Size ?? limit };
        if (await Edge(db, scroll, filter) is { } edge)
        {
            var cursor = new PageCursor((created(edge), edge.CommentId));
            var list = new PageList(network.Pages, operation, sortBy, filter.Canonical);
            page = page with { Token = list.Paging(null, cursor, page.Limit ?? PageRequest.DefaultSize).Next };
        }

        return await Page(db, network, page, sortBy, filter);
    }

    // The comment at the segment, of whatever level, or the next one on the side that is left out; null where that side is empty.
    private static async Task<Row?> Edge(IRead db, CommentScroll scroll, CommentFilter filter) => scroll.Segment is { } segment
        ? await db.One<Row>(scroll.IsBackward ? FirstFrom : LastUpTo, new { filter.ReferenceType, filter.ReferenceId, segment })
        : null;

    private const string Columns = """
        select cm.comment_id,
               cm.segment_number,
               cm.created_at,
               cm.updated_at
        from comments cm
        where cm.reference_type = @ReferenceType
          and cm.reference_id = @ReferenceId
        """;

    private const string LastUpTo = $"""
        {Columns}
          and cm.segment_number <= @segment
        order by cm.segment_number desc
        limit 1
        """;

    private const string FirstFrom = $"""
        {Columns}
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
