using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Settings;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Makes the caller a member of a community: a public or discoverable one every user may join who is not banned from it; into a hidden one
/// users are added, unless a setting of the network lets whoever knows its id join it. One that asks for approval is joined this way only
/// by who may add its members; everybody else asks with <see cref="AskToJoin"/>. A repeat changes nothing.
/// </summary>
public static class JoinCommunity
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.CommunitiesBody,
        call => new Request { CommunityId = call.Path("communityId") },
        "POST /api/v3/communities/{communityId}/join");

    [UseCase("joinCommunity", Allow.Users, "Joins a community.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<CommunitiesBody>, IWriteRequest
    {
        public required string CommunityId { get; init; }
    }

    /// <summary>
    /// The same for every version of joining: true when the caller is a member now, false when the community asks for approval first. One
    /// that the caller may not find is not found, a ban is told.
    /// </summary>
    internal static async Task<bool> TryJoin(IWrite tx, Caller caller, string communityId)
    {
        var isOpen = (await NetworkSettings.Social(tx)).AllowJoinPrivateCommunity;
        var access = isOpen ? await CommunityAccess.OfHidden(tx, caller, communityId) : await CommunityAccess.OfFindable(tx, caller, communityId);
        if (access is { RequiresJoinApproval: true, IsMember: false, IsBanned: false } && !access.Allows(caller, JoinRequests.Permission))
        {
            return false;
        }

        if (!isOpen && access is { IsPublic: false, IsDiscoverable: false, IsMember: false })
        {
            // Seen by who judges all communities, and by that alone nobody gets into one.
            access.Demand(caller, JoinRequests.Permission);
        }

        await CommunityMembers.Add(tx, caller, access.CommunityId, [caller.UserId]);
        return true;
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, CommunitiesBody>, IAnswer<Request, CommunitiesBody>
    {
        public async Task<CommunitiesBody> Handle(Request request, CancellationToken cancellationToken)
        {
            return await TryJoin(db.Write, request.Caller, request.CommunityId)
                ? CommunitiesBody.Empty
                : throw Refuse.Forbidden("This community asks for approval: it is joined with a join request.");
        }

        public Task<CommunitiesBody> Answer(Request request, CommunitiesBody written, IRead read) =>
            CommunityAnswers.Changed(read, request.Caller, request.CommunityId, [request.Caller.UserId]);
    }
}
