using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Lists who asks to join a community, the latest first or the earliest, those who wait unless another status is named. To who may add
/// members; for every other user who finds the community the list is empty, because the UI kits ask for it whoever looks. Changes nothing.
/// </summary>
public static class ListJoinRequests
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.JoinRequestsBody,
        call => new Request
        {
            CommunityId = call.Path("communityId"),
            Status = call.Query.Text("status") ?? "pending",
            SortBy = call.Query.Text("sortBy"),
            Page = call.Page,
        },
        "GET /api/v4/communities/{communityId}/join");

    [UseCase("listJoinRequests", Allow.Users, "Lists the requests to join a community.", Asks = ["ADD_COMMUNITY_USER"])]
    public sealed record Request : AmityRequest<JoinRequestsBody>
    {
        public required string CommunityId { get; init; }

        /// <summary><c>pending</c>, <c>approved</c>, <c>rejected</c> or <c>cancelled</c>.</summary>
        public string Status { get; init; } = "pending";

        public string? SortBy { get; init; }

        public PageRequest Page { get; init; } = PageRequest.First;

        public override void Validate(Checks check) => check.OneOf(Status, "status", JoinRequests.Statuses);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, JoinRequestsBody>
    {
        public async Task<JoinRequestsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var caller = request.Caller;
            var access = await CommunityAccess.OfFindable(db.Read, caller, request.CommunityId);
            var filters = PageFilters.Of(("communityId", request.CommunityId), ("status", request.Status));
            var page = await Requests.Page(db.Read, caller.Network.Pages, request.Page, request.SortBy, filters, new
            {
                request.CommunityId,
                request.Status,
                mayAnswer = access.Allows(caller, JoinRequests.Permission),
            });
            return await JoinRequests.Show(db.Read, caller, page.Rows, page.Paging);
        }
    }

    private static readonly PagedSql<JoinRequestRow> Requests = new(
        "communities.joinRequests",
        $$"""
        select {{JoinRequestRow.Columns}}
        from community_join_requests r
        {{JoinRequestRow.Users}}
        where r.community_id = @CommunityId
          and r.status = @Status
          and not u.is_deleted
          and @mayAnswer
        {page}
        """,
        new("lastCreated", "r.created_at", "r.user_id", row => (row.CreatedAt, row.UserId), Descending: true),
        new("firstCreated", "r.created_at", "r.user_id", row => (row.CreatedAt, row.UserId)));
}
