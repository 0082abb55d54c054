using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Turns down a user's request to join a community; the user may ask again. Who may add its members may. Without a request there is nothing
/// to be found; a repeat changes nothing.
/// </summary>
public static class RejectJoinRequest
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.Success,
        call => call.Json(CommunitiesJson.Instance.RejectJoinRequestRequest) with { CommunityId = call.Path("communityId") },
        "POST /api/v4/communities/{communityId}/join/reject");

    [UseCase("rejectJoinRequest", Allow.Users, "Rejects a user's request to join a community.", Asks = ["ADD_COMMUNITY_USER"])]
    public sealed record Request : JoinAnswerRequest;

    internal sealed class Handler(IDb db) : IRequestHandler<Request, Success>
    {
        public async Task<Success> Handle(Request request, CancellationToken cancellationToken)
        {
            var (tx, caller) = (db.Write, request.Caller);
            var asked = await JoinRequests.ToAnswer(tx, caller, request.CommunityId, request.UserId!, "rejected");
            await JoinRequests.End(tx, caller, asked.CommunityId, [asked.UserId], "rejected");
            return Success.Yes;
        }
    }
}
