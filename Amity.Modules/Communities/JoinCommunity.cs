using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Settings;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Makes the caller a member of a community: a public one every user may join who is not banned from it; into a private one, which only
/// its members see, users are added, unless a setting of the network lets whoever knows its id join it. A repeat changes nothing.
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

    /// <summary>The same for every version of joining. A community that the caller may not join is not found, a ban is told.</summary>
    internal static async Task Join(IWrite tx, Caller caller, string communityId)
    {
        var isOpen = (await NetworkSettings.Social(tx)).AllowJoinPrivateCommunity;
        var access = isOpen ? await CommunityAccess.OfHidden(tx, caller, communityId) : await CommunityAccess.OfLive(tx, caller, communityId);
        await CommunityMembers.Add(tx, access.CommunityId, [caller.UserId]);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, CommunitiesBody>, IAnswer<Request, CommunitiesBody>
    {
        public async Task<CommunitiesBody> Handle(Request request, CancellationToken cancellationToken)
        {
            await Join(db.Write, request.Caller, request.CommunityId);
            return CommunitiesBody.Empty;
        }

        public Task<CommunitiesBody> Answer(Request request, CommunitiesBody written, IRead read) =>
            CommunityAnswers.Changed(read, request.Caller, request.CommunityId, [request.Caller.UserId]);
    }
}
