using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Makes a user a member who asked to join a community. Who may add its members may, also when it asks for approval no more. Without a
/// request of a live user there is nothing to be found; a repeat changes nothing.
/// </summary>
public static class ApproveJoinRequest
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.Success,
        call => call.Json(CommunitiesJson.Instance.ApproveJoinRequestRequest) with { CommunityId = call.Path("communityId") },
        "POST /api/v4/communities/{communityId}/join/approve");

    [UseCase("approveJoinRequest", Allow.Users, "Approves a user's request to join a community.", Asks = ["ADD_COMMUNITY_USER"])]
    public sealed record Request : JoinAnswerRequest;

    internal sealed class Handler(IDb db) : IRequestHandler<Request, Success>
    {
        public async Task<Success> Handle(Request request, CancellationToken cancellationToken)
        {
            var (tx, caller) = (db.Write, request.Caller);
            var asked = await JoinRequests.ToAnswer(tx, caller, request.CommunityId, request.UserId!, "approved");
            if (asked.IsPending)
            {
                await CommunityMembers.Add(tx, caller, asked.CommunityId, [asked.UserId]);
            }

            return Success.Yes;
        }
    }
}
