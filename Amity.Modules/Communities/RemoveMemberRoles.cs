using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Takes roles in a community from its members. Holders of ASSIGN_COMMUNITY_USER_ROLE there may, who hold what the roles give, and
/// administrators, as long as one moderator remains. Who does not hold a role stays as they are, so that a repeat changes nothing.
/// </summary>
public static class RemoveMemberRoles
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.CommunitiesBody,
        Bind,
        "DELETE /api/v3/communities/{communityId}/users/roles",
        "DELETE /api/v4/communities/{communityId}/users/roles");

    private static Request Bind(Call call)
    {
        // The description has all of it in the query, the SDK sends it in the body.
        var userIds = call.Query.List("userIds");
        var request = userIds.Count > 0
            ? new Request { UserIds = userIds, Role = call.Query.Text("role"), Roles = call.Query.List("roles") }
            : call.Json(CommunitiesJson.Instance.RemoveMemberRolesRequest);
        return request with { CommunityId = call.Path("communityId") };
    }

    [UseCase("removeCommunityUserRoles", Allow.Users, "Takes roles in a community from its users.", Asks = ["ASSIGN_COMMUNITY_USER_ROLE"])]
    public sealed record Request : MemberRolesRequest
    {
        protected override int MaxRoles => 100;
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, CommunitiesBody>, IAnswer<Request, CommunitiesBody>
    {
        public async Task<CommunitiesBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var access = await CommunityAccess.OfLive(db.Write, request.Caller, request.CommunityId);
            access.Demand(request.Caller, "ASSIGN_COMMUNITY_USER_ROLE");
            await CommunityRoles.DemandHeld(db.Write, request.Caller, access, request.AllRoles);
            await CommunityRoles.Take(db.Write, access.CommunityId, request.UserIds!, request.AllRoles);
            return CommunitiesBody.Empty;
        }

        public Task<CommunitiesBody> Answer(Request request, CommunitiesBody written, IRead read) =>
            CommunityAnswers.Changed(read, request.Caller, request.CommunityId, request.UserIds!);
    }
}
