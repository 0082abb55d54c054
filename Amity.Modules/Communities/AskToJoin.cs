using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Users;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Joins a community as the newer SDKs do it: with a request. It is granted at once where <see cref="JoinCommunity"/> would make the caller
/// a member, and waits for who may add members where the community asks for approval. A repeat changes nothing and answers the same.
/// </summary>
public static class AskToJoin
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.JoinRequestsBody,
        call => new Request { CommunityId = call.Path("communityId") },
        "POST /api/v4/communities/{communityId}/join");

    [UseCase("askToJoinCommunity", Allow.Users, "Joins a community, or asks to where it wants approval.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<JoinRequestsBody>, IWriteRequest
    {
        public required string CommunityId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, JoinRequestsBody>, IAnswer<Request, JoinRequestsBody>
    {
        public async Task<JoinRequestsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var (tx, caller) = (db.Write, request.Caller);
            if (await JoinCommunity.TryJoin(tx, caller, request.CommunityId))
            {
                var rows = await CommunityPayloads.Members(tx, [(request.CommunityId, caller.UserId)]);
                return new JoinRequestsBody { JoinRequests = [.. rows.Select(row => Granted(caller, row))], CommunityUsers = rows };
            }

            await JoinRequests.Ask(tx, caller, request.CommunityId);
            var waiting = await JoinRequests.Of(tx, request.CommunityId, caller.UserId);
            return new JoinRequestsBody { JoinRequests = [waiting!.ToBody(caller.Network)] };
        }

        public async Task<JoinRequestsBody> Answer(Request request, JoinRequestsBody written, IRead read) =>
            written with { Users = await UserPayloads.ByIds(read, request.Caller, [request.Caller.UserId]) };

        // The SDK needs a request also where none was necessary. It is not stored.
        private static JoinRequestBody Granted(Caller caller, CommunityUserBody row) => new()
        {
            Id = JoinRequestBody.IdOf(row.CommunityId, row.UserInternalId),
            JoinRequestId = JoinRequestBody.IdOf(row.CommunityId, row.UserInternalId),
            NetworkId = caller.Network.Id,
            TargetId = row.CommunityId,
            UserId = row.UserId,
            RequestorId = row.UserInternalId,
            RequestorInternalId = row.UserInternalId,
            RequestorPublicId = row.UserId,
            Status = "approved",
            RespondedAt = row.CreatedAt,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.CreatedAt,
        };
    }
}
