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
/// Lists the posts on one user's wall, and never those that the user wrote in communities. With data types, the children of these types
/// instead of their parents.
/// </summary>
public static class GetUserFeed
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        FeedsJson.Instance.PostsBody,
        call => new Request
        {
            Filter = TargetFeed.Filter(call.Query, "user", call.Path("userId")),
            SortBy = call.Query.Text("sortBy"),
            Page = call.Page,
        },
        "GET /api/v3/user-feeds/{userId}");

    [UseCase("getUserFeed", Allow.Users, "Lists the posts on a user's wall.", Asks = [Right.Sight])]
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
