using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Reads public communities that the caller is not in and may like to join, as <see cref="CommunityRanking"/> defines it. Every user may.
/// It is one page and no more. Changes nothing.
/// </summary>
public static class GetRecommendedCommunities
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.CommunitiesBody,
        call => new Request { Limit = call.Page.Limit },
        "GET /api/v3/communities/recommended");

    [UseCase("getRecommendedCommunities", Allow.Users, "Reads communities that the caller may like to join.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<CommunitiesBody>
    {
        /// <summary>How many; the default and the most that are answered stand in <see cref="CommunityRanking"/>.</summary>
        public int? Limit { get; init; }

        public override void Validate(Checks check) => check.Range(Limit, "options.limit", 1, PageRequest.MaxSize);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, CommunitiesBody>
    {
        public async Task<CommunitiesBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var take = Math.Min(request.Limit ?? CommunityRanking.DefaultSize, CommunityRanking.MostAnswered);
            var ids = await CommunityRanking.Recommended(db.Read, request.Caller, take);
            var family = await CommunityPayloads.ByIds(db.Read, request.Caller, ids);
            return await CommunityAnswers.Of(db.Read, request.Caller, family, Paging.None);
        }
    }
}
