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
/// Reads the caller's global feed, newest first: the newest posts of its own wall, of those it follows and of the communities it is in, or
/// what the network's settings make of it. Every user may; the feed of somebody without any of these is empty.
/// </summary>
public static class GetGlobalFeed
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        FeedsJson.Instance.PostsBody,
        call => new Request { Filter = FeedFilter.Of(call.Query), Page = call.Page },
        "GET /api/v3/global-feeds",
        "GET /api/v4/me/global-feeds");

    [UseCase("getGlobalFeed", Allow.Users, "Reads the caller's global feed, newest first.", Asks = [Right.Own], KeepsAnswers = true)]
    public sealed record Request : AmityRequest<PostsBody>
    {
        public FeedFilter Filter { get; init; } = new();

        public PageRequest Page { get; init; } = PageRequest.First;

        public override void Validate(Checks check) => Filter.Validate(check);
    }

    internal sealed class Handler(IDb db, FeedIndexes indexes) : IRequestHandler<Request, PostsBody>
    {
        public async Task<PostsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var scope = await FeedScope.Global(db.Read, request.Caller, request.Filter);
            return await NewestFeed.Page(db.Read, request.Caller, request.Filter, scope, request.Page, indexes);
        }
    }
}
