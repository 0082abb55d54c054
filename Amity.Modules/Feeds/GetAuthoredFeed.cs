using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using Amity.Modules.Posts;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Feeds;

/// <summary>
/// Lists the posts on one user's wall and, where asked for, those that the user wrote in public communities: the profile page of the web
/// UI kit. Whoever may read the wall may.
/// </summary>
public static class GetAuthoredFeed
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        FeedsJson.Instance.PostsBody,
        call => new Request
        {
            Filter = PostFilter.Of(call.Query, "user", call.Path("userId")).OfWhatIsShown(),
            Sources = Sources(call.Query),
            SortBy = call.Query.Text("sortBy"),
            Page = call.Page,
        },
        "GET /api/v4/user-feeds/{userId}");

    [UseCase("getAuthoredFeed", Allow.Users, "Lists the posts on a user's wall and those of the user in public communities.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<PostsBody>
    {
        public required PostFilter Filter { get; init; }

        /// <summary><c>user</c> for the wall, <c>community</c> for public communities, or both.</summary>
        public IReadOnlyList<string> Sources { get; init; } = ["user"];

        public string? SortBy { get; init; }

        public PageRequest Page { get; init; } = PageRequest.First;

        public override void Validate(Checks check)
        {
            check.That(Sources.All(source => source is "user" or "community"), "Each item of the 'feedSources' field must be one of: user, community.");
            Filter.Validate(check);
        }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, PostsBody>
    {
        public Task<PostsBody> Handle(Request request, CancellationToken cancellationToken) => request.Sources.Contains("community")
            ? AuthoredPosts.Page(db.Read, request.Caller, request.Filter, request.Sources.Contains("user"), request.SortBy, request.Page)
            : PostTimeline.Page(db.Read, request.Caller, request.Filter, request.SortBy, request.Page);
    }

    // Two names are in use for the same: an earlier page of the documentation has the first, the SDK sends the second.
    private static IReadOnlyList<string> Sources(Query query) =>
        query.List("feedSources") is { Count: > 0 } named ? named
        : query.List("includePostedFeed") is { Count: > 0 } included ? included
        : ["user"];
}
