using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Lists the communities that the caller waits to join, the latest asked first: all of them, or those of some communities. Every user reads
/// the own requests alone. Changes nothing.
/// </summary>
public static class ListMyJoinRequests
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.JoinRequestsBody,
        call => new Request { CommunityIds = call.Query.Ids("communityIds"), Page = call.Page },
        "GET /api/v4/communities/join/requests");

    [UseCase("listMyJoinRequests", Allow.Users, "Lists the caller's requests to join communities.", Asks = [Right.Own])]
    public sealed record Request : AmityRequest<JoinRequestsBody>
    {
        /// <summary>Those of these communities; all when empty.</summary>
        public IReadOnlyList<string> CommunityIds { get; init; } = [];

        public PageRequest Page { get; init; } = PageRequest.First;

        public override void Validate(Checks check) => check.Items(CommunityIds, "communityIds", max: 100, maxLength: 900);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, JoinRequestsBody>
    {
        public async Task<JoinRequestsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var caller = request.Caller;
            var filters = PageFilters.Of(("communityIds", request.CommunityIds));
            var page = await Requests.Page(db.Read, caller.Network.Pages, request.Page, null, filters, new
            {
                callerId = caller.UserId,
                anyCommunity = request.CommunityIds.Count == 0,
                communityIds = request.CommunityIds,
            });
            return await JoinRequests.Show(db.Read, caller, page.Rows, page.Paging);
        }
    }

    private static readonly PagedSql<JoinRequestRow> Requests = new(
        "communities.joinRequests.mine",
        $$"""
        select {{JoinRequestRow.Columns}}
        from community_join_requests r
        join communities c on c.community_id = r.community_id
        {{JoinRequestRow.Users}}
        where r.user_id = @callerId
          and r.status = 'pending'
          and (@anyCommunity or r.community_id in @communityIds)
          and not c.is_deleted
        {page}
        """,
        new Order<JoinRequestRow>("lastCreated", "r.created_at", "r.community_id", row => (row.CreatedAt, row.CommunityId), Descending: true));
}
