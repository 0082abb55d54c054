using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Takes back the caller's own request to join a community, also where the community was hidden since. Only one that waits can be taken
/// back, else none is found; a repeat changes nothing.
/// </summary>
public static class CancelJoinRequest
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.Success,
        call => new Request { CommunityId = call.Path("communityId") },
        "DELETE /api/v4/communities/{communityId}/join");

    [UseCase("cancelJoinRequest", Allow.Users, "Takes back the caller's request to join a community.", Asks = [Right.Own])]
    public sealed record Request : AmityRequest<Success>, IWriteRequest
    {
        public required string CommunityId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, Success>
    {
        public async Task<Success> Handle(Request request, CancellationToken cancellationToken)
        {
            var (tx, caller) = (db.Write, request.Caller);
            await JoinRequests.End(tx, caller, request.CommunityId, [caller.UserId], "cancelled");
            return await JoinRequests.Of(tx, request.CommunityId, caller.UserId) is { Status: "cancelled" }
                ? Success.Yes
                : throw Refuse.NotFound("Join request");
        }
    }
}
