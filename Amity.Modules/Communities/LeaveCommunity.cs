using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Ends the caller's own membership, and the roles that came with it. Every member may but the last moderator; a repeat is refused,
/// because only a member can leave. What the caller wrote stays.
/// </summary>
public static class LeaveCommunity
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.CommunitiesBody,
        call => new Request { CommunityId = call.Path("communityId") },
        "DELETE /api/v3/communities/{communityId}/leave");

    [UseCase("leaveCommunity", Allow.Users, "Leaves a community.", Asks = [Right.Membership])]
    public sealed record Request : AmityRequest<CommunitiesBody>, IWriteRequest
    {
        public required string CommunityId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, CommunitiesBody>, IAnswer<Request, CommunitiesBody>
    {
        public async Task<CommunitiesBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var access = await CommunityAccess.OfLive(db.Write, request.Caller, request.CommunityId);
            if (!access.IsMember)
            {
                throw Refuse.Permission("User is not a member of the community.");
            }

            await CommunityMembers.Remove(db.Write, access.CommunityId, [request.Caller.UserId]);
            return CommunitiesBody.Empty;
        }

        public Task<CommunitiesBody> Answer(Request request, CommunitiesBody written, IRead read) =>
            CommunityAnswers.Changed(read, request.Caller, request.CommunityId, [request.Caller.UserId]);
    }
}
