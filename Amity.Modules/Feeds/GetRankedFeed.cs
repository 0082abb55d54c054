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
/// Reads the caller's global feed by rank: engagement that fades, and a boost for what is new. Every user may; the network's settings say
/// whose posts take part.
/// </summary>
public static class GetRankedFeed
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        FeedsJson.Instance.PostsBody,
        call => new Request { Filter = FeedFilter.Of(call.Query), Page = call.Page },
        "GET /api/v5/me/global-feeds");

    [UseCase("getRankedFeed", Allow.Users, "Reads the caller's global feed, ranked.")]
    public sealed record Request : AmityRequest<PostsBody>
    {
        public FeedFilter Filter { get; init; } = new();

        public PageRequest Page { get; init; } = PageRequest.First;

        public override void Validate(Checks check) => Filter.Validate(check);
    }

    internal sealed class Handler(IDb db, TimeProvider time) : IRequestHandler<Request, PostsBody>
    {
        public async Task<PostsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var scope = await FeedScope.Global(db.Read, request.Caller, request.Filter);
            return await RankedFeed.Page(db.Read, request.Caller, request.Filter, scope, request.Page, time);
        }
    }
}
