using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Events;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Closes a community for good. Its moderators may, and administrators. It stays readable, marked as deleted, to those who could see it;
/// its content leaves the feeds and nobody joins, posts or changes it any more. Raises <see cref="CommunityDeleted"/>. A repeat succeeds and
/// changes nothing.
/// </summary>
public static class DeleteCommunity
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.Success,
        call => new Request { CommunityId = call.Path("communityId") },
        "DELETE /api/v3/communities/{communityId}");

    [UseCase("deleteCommunity", Allow.Users, "Deletes a community softly.", Asks = ["DELETE_COMMUNITY"])]
    public sealed record Request : AmityRequest<Success>, IWriteRequest
    {
        public required string CommunityId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, Success>
    {
        public async Task<Success> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var access = await CommunityAccess.Of(tx, request.Caller, request.CommunityId) ?? throw Refuse.NotFound("Community");
            access.Demand(request.Caller, "DELETE_COMMUNITY");
            if (await tx.Run(Delete, new { request.CommunityId, isDeleted = true, now = tx.Now }) > 0)
            {
                await tx.Raise(new CommunityDeleted(request.CommunityId));
                await tx.Raise(new SightLost([], request.CommunityId));
            }

            return Success.Yes;
        }
    }

    private const string Delete = """
        update communities
        set is_deleted = @isDeleted,
            updated_at = @now
        where community_id = @CommunityId
          and not is_deleted
        """;
}
