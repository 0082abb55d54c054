using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Gives members roles in a community, all of them or none. Holders of ASSIGN_COMMUNITY_USER_ROLE there may, of what they hold there
/// themselves, and administrators; a built-in role of the whole network cannot be given this way. A repeat changes nothing.
/// </summary>
public static class AddMemberRoles
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.CommunitiesBody,
        call => call.Json(CommunitiesJson.Instance.AddMemberRolesRequest) with { CommunityId = call.Path("communityId") },
        "POST /api/v3/communities/{communityId}/users/roles",
        "POST /api/v4/communities/{communityId}/users/roles");

    [UseCase("addCommunityUserRoles", Allow.Users, "Gives users of a community roles in it.", Asks = ["ASSIGN_COMMUNITY_USER_ROLE"])]
    public sealed record Request : MemberRolesRequest
    {
        protected override int MaxRoles => 20;
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, CommunitiesBody>, IAnswer<Request, CommunitiesBody>
    {
        public async Task<CommunitiesBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var access = await CommunityAccess.OfLive(db.Write, request.Caller, request.CommunityId);
            access.Demand(request.Caller, "ASSIGN_COMMUNITY_USER_ROLE");
            await CommunityRoles.DemandHeld(db.Write, request.Caller, access, request.AllRoles);
            await CommunityRoles.Give(db.Write, access.CommunityId, request.UserIds!, request.AllRoles);
            return CommunitiesBody.Empty;
        }

        public Task<CommunitiesBody> Answer(Request request, CommunitiesBody written, IRead read) =>
            CommunityAnswers.Changed(read, request.Caller, request.CommunityId, request.UserIds!);
    }
}
