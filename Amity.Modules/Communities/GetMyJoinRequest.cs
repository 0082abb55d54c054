using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Reads the caller's own request to join a community, the newest; none when the caller never asked. A hidden community is found only by
/// who once asked to join it. Changes nothing.
/// </summary>
public static class GetMyJoinRequest
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.JoinRequestsBody,
        call => new Request { CommunityId = call.Path("communityId") },
        "GET /api/v4/communities/{communityId}/join/me");

    [UseCase("getMyJoinRequest", Allow.Users, "Reads the caller's request to join a community.", Asks = [Right.Own])]
    public sealed record Request : AmityRequest<JoinRequestsBody>
    {
        public required string CommunityId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, JoinRequestsBody>
    {
        public async Task<JoinRequestsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var caller = request.Caller;
            if (await JoinRequests.Of(db.Read, request.CommunityId, caller.UserId) is { } own)
            {
                return await JoinRequests.Show(db.Read, caller, [own]);
            }

            await CommunityAccess.OfFindable(db.Read, caller, request.CommunityId);
            return new JoinRequestsBody();
        }
    }
}
