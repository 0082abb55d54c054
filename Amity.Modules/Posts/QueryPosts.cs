using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Posts;

/// <summary>
/// Lists the posts of one wall or community, by creation or by change; v3 also those of all communities or walls that the caller may read.
/// Deleted posts are in it for those who may still read them.
/// </summary>
public static class QueryPosts
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapUseCase(
            PostsJson.Instance.PostsBody,
            call => Bind(call, call.Query.Text("targetType") ?? "", call.Query.Text("targetId")),
            CountedPart,
            "GET /api/v3/posts");
        app.MapUseCase(
            PostsJson.Instance.PostsBody,
            call => Bind(call, call.Query.Text("targetType") ?? "user", call.Query.Text("targetId") ?? ""),
            CountedPart,
            "GET /api/v4/posts");

        // The web UI kit names every kind that it can show, known here or not, and means posts that show one of them.
        app.MapUseCase(
            PostsJson.Instance.PostsBody,
            call => Bind(call, call.Query.Text("targetType") ?? "user", call.Query.Text("targetId") ?? "", isOfWhatIsShown: true),
            CountedPart,
            "GET /api/v5/posts");
    }

    [UseCase("queryPosts", Allow.Users, "Lists the posts of a wall or a community.", Asks = [Right.Sight], KeepsAnswers = true)]
    public sealed record Request : AmityRequest<PostsBody>
    {
        public required PostFilter Filter { get; init; }

        public string? SortBy { get; init; }

        public PageRequest Page { get; init; } = PageRequest.First;

        /// <summary>
        /// The review queue by itself: when the web UI kit opens a community it asks six times for what is published and up to five times
        /// for what waits, within half a second.
        /// </summary>
        public override string? CountedPart => PartOf(Filter.FeedTypes);

        public override void Validate(Checks check) => Filter.Validate(check);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, PostsBody>
    {
        public Task<PostsBody> Handle(Request request, CancellationToken cancellationToken) =>
            PostTimeline.Page(db.Read, request.Caller, request.Filter, request.SortBy, request.Page);
    }

    private static string? CountedPart(Query query) => PartOf(query.List("feedType"));

    private static string? PartOf(IReadOnlyList<string> feedTypes) => feedTypes.Contains("reviewing") ? "reviewing" : null;

    private static Request Bind(Call call, string targetType, string? targetId, bool isOfWhatIsShown = false)
    {
        var filter = PostFilter.Of(call.Query, targetType, targetId);
        return new Request
        {
            Filter = isOfWhatIsShown ? filter.OfWhatIsShown() : filter,
            SortBy = call.Query.Text("sortBy"),
            Page = call.Page,
        };
    }
}
