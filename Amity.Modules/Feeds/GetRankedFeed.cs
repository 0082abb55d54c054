using Amity.Core.Data;
using Amity.Core.Errors;
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
/// whose posts take part, and by which constants they rank. Administrators may ask for each post's score and its parts.
/// </summary>
public static class GetRankedFeed
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        FeedsJson.Instance.PostsBody,
        call => new Request { Filter = FeedFilter.Of(call.Query), Page = call.Page, Explain = call.Query.Flag("explain") ?? false },
        "GET /api/v5/me/global-feeds");

    [UseCase("getRankedFeed", Allow.Users, "Reads the caller's global feed, ranked.", Asks = [Right.Own], KeepsAnswers = true)]
    public sealed record Request : AmityRequest<PostsBody>
    {
        public FeedFilter Filter { get; init; } = new();

        public PageRequest Page { get; init; } = PageRequest.First;

        /// <summary>Also answer each post's score and its parts.</summary>
        public bool Explain { get; init; }

        public override void Validate(Checks check) => Filter.Validate(check);
    }

    internal sealed class Handler(IDb db, FeedIndexes indexes) : IRequestHandler<Request, PostsBody>
    {
        public async Task<PostsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            if (request.Explain && !request.Caller.IsAdministrator)
            {
                throw Refuse.Permission("Only administrators can ask for the rankings.");
            }

            var scope = await FeedScope.Global(db.Read, request.Caller, request.Filter);
            return await RankedFeed.Page(db.Read, request.Caller, request.Filter, scope, request.Page, indexes, request.Explain);
        }
    }
}
