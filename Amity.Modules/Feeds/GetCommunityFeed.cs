using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using Amity.Modules.Posts;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Feeds;

/// <summary>Lists the posts of a community that the caller may see. With data types, the children of these types instead of their parents.</summary>
public static class GetCommunityFeed
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        FeedsJson.Instance.PostsBody,
        call => new Request
        {
            Filter = TargetFeed.Filter(call.Query, "community", call.Path("communityId")),
            SortBy = call.Query.Text("sortBy"),
            Page = call.Page,
        },
        "GET /api/v3/community-feeds/{communityId}");

    [UseCase("getCommunityFeed", Allow.Users, "Lists the posts of a community.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<PostsBody>
    {
        public required PostFilter Filter { get; init; }

        public string? SortBy { get; init; }

        public PageRequest Page { get; init; } = PageRequest.First;

        public override void Validate(Checks check) => Filter.Validate(check);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, PostsBody>
    {
        public Task<PostsBody> Handle(Request request, CancellationToken cancellationToken) =>
            PostTimeline.Page(db.Read, request.Caller, request.Filter, request.SortBy, request.Page);
    }
}
