using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Makes the caller a member of a community that it can see: a public one every user may join who is not banned from it; into a private
/// one users are added. A repeat changes nothing.
/// </summary>
public static class JoinCommunity
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.CommunitiesBody,
        call => new Request { CommunityId = call.Path("communityId") },
        "POST /api/v3/communities/{communityId}/join");

    [UseCase("joinCommunity", Allow.Users, "Joins a community.")]
    public sealed record Request : AmityRequest<CommunitiesBody>, IWriteRequest
    {
        public required string CommunityId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, CommunitiesBody>, IAnswer<Request, CommunitiesBody>
    {
        public async Task<CommunitiesBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var access = await CommunityAccess.OfLive(db.Write, request.Caller, request.CommunityId);
            await CommunityMembers.Add(db.Write, access.CommunityId, [request.Caller.UserId]);
            return CommunitiesBody.Empty;
        }

        public Task<CommunitiesBody> Answer(Request request, CommunitiesBody written, IRead read) =>
            CommunityAnswers.Changed(read, request.Caller, request.CommunityId, [request.Caller.UserId]);
    }
}
