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
/// Reads the newest posts of the caller's own wall, of those it follows and of the communities it is in, by rank or newest first. Every
/// user may. Unlike the global feed it is always these, whatever the network's settings.
/// </summary>
public static class GetFollowingFeed
{
    private const string Ranking = "customRanking", Newest = "lastCreated";

    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        FeedsJson.Instance.PostsBody,
        call => new Request { Filter = FeedFilter.Of(call.Query), SortBy = call.Query.Text("sortBy") ?? Ranking, Page = call.Page },
        "GET /api/v1/me/following-feeds");

    [UseCase("getFollowingFeed", Allow.Users, "Reads the posts of those whom the caller follows and of its communities.", Asks = [Right.Own], KeepsAnswers = true)]
    public sealed record Request : AmityRequest<PostsBody>
    {
        public FeedFilter Filter { get; init; } = new();

        public string SortBy { get; init; } = Ranking;

        public PageRequest Page { get; init; } = PageRequest.First;

        public override void Validate(Checks check)
        {
            check.OneOf(SortBy, "sortBy", Ranking, Newest);
            Filter.Validate(check);
        }
    }

    internal sealed class Handler(IDb db, FeedIndexes indexes) : IRequestHandler<Request, PostsBody>
    {
        public Task<PostsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var (caller, filter) = (request.Caller, request.Filter with { ShowOnlyMyFeed = false });
            return request.SortBy == Ranking
                ? RankedFeed.Page(db.Read, caller, filter, FeedScope.Following, request.Page, indexes)
                : NewestFeed.Page(db.Read, caller, filter, FeedScope.Following, request.Page, indexes);
        }
    }
}
