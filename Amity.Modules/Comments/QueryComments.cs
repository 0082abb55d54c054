using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Comments;

/// <summary>
/// Lists the comments on one post or on content, newest first where the caller says nothing: the top level, the replies to one comment, or all
/// levels; page by page, or scrolling by segment numbers. Whoever may see the post may, and every user for content. Deleted comments are listed too unless filtered.
/// </summary>
public static class QueryComments
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommentsJson.Instance.CommentsBody,
        call => new Request
        {
            ReferenceType = call.Query.Text("referenceType") ?? CommentReference.OfPost,
            ReferenceId = call.Query.Text("referenceId"),
            FilterByParentId = call.Query.Flag("filterByParentId") ?? true,
            ParentId = call.Query.Text("parentId"),
            HasFlag = call.Query.Flag("hasFlag"),
            IsDeleted = call.Query.Flag("isDeleted"),
            DataTypes = [.. call.Query.List("dataTypes[values]").Where(type => type.Length > 0)],
            MatchType = call.Query.Text("dataTypes[matchType]") ?? "any",
            SortBy = call.Query.Text("sortBy"),
            Type = call.Query.Text("options[type]"),
            Skip = call.Query.Number("options[skip]"),
            Scroll = CommentScroll.From(call.Query),
            Page = call.Page,
        },
        "GET /api/v3/comments");

    [UseCase("queryComments", Allow.Users, "Lists the comments on a post.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<CommentsBody>
    {
        public string ReferenceType { get; init; } = CommentReference.OfPost;

        public string? ReferenceId { get; init; }

        /// <summary>False lists all levels, whatever the parent.</summary>
        public bool FilterByParentId { get; init; } = true;

        /// <summary>Whose replies; null for the top level.</summary>
        public string? ParentId { get; init; }

        public bool? HasFlag { get; init; }

        public bool? IsDeleted { get; init; }

        public IReadOnlyList<string> DataTypes { get; init; } = [];

        public string MatchType { get; init; } = "any";

        public string? SortBy { get; init; }

        public string? Type { get; init; }

        public int? Skip { get; init; }

        /// <summary>Holds on the first page and unless the type is <c>pagination</c>; the page's token knows the way from there.</summary>
        public CommentScroll Scroll { get; init; } = new();

        public PageRequest Page { get; init; } = PageRequest.First;

        internal bool IsScrolled => Scroll.IsGiven && Type != "pagination" && string.IsNullOrEmpty(Page.Token);

        public override void Validate(Checks check) => Scroll.Validate(check
            .Reference(ReferenceType, ReferenceId)
            .Text(ParentId, "parentId", max: 900)
            .That(DataTypes.All(type => type is "text" or "image"), "The 'dataTypes.values' field can hold 'text' and 'image'.")
            .OneOf(MatchType, "dataTypes.matchType", "any", "exact")
            .OneOf(SortBy, "sortBy", "lastCreated", "firstCreated", "lastUpdated", "firstUpdated")
            .OneOf(Type, "options.type", "scrollable", "pagination")
            .Range(Skip, "options.skip", 0, 100));
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, CommentsBody>
    {
        public async Task<CommentsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            await CommentReference.Readable(db.Read, request.Caller, request.ReferenceType, request.ReferenceId!);

            var filter = new CommentFilter(request);
            var page = request.IsScrolled
                ? await CommentList.Scroll(db.Read, request.Caller, request.Scroll, request.Page.Limit, filter)
                : await CommentList.Page(db.Read, request.Caller, request.Page.Skipping(request.Skip), request.SortBy, filter);
            return await CommentsBody.Of(db.Read, request.Caller, page.Rows.Select(row => row.CommentId), page.Paging);
        }
    }
}
