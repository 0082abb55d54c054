using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Communities;

/// <summary>
/// Reads one community: a public or discoverable one every user may, a hidden one its members and who sees all. A deleted one is still
/// answered, marked as deleted: the SDK asks for it right after deleting. Changes nothing.
/// </summary>
public static class GetCommunity
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        CommunitiesJson.Instance.CommunitiesBody,
        call => new Request { CommunityId = call.Path("communityId") },
        "GET /api/v3/communities/{communityId}");

    [UseCase("getCommunity", Allow.Users, "Reads a community with the caller's own membership.", Asks = [Right.Sight], KeepsAnswers = true)]
    public sealed record Request : AmityRequest<CommunitiesBody>
    {
        public required string CommunityId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, CommunitiesBody>
    {
        public async Task<CommunitiesBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var family = await CommunityPayloads.ByIds(db.Read, request.Caller, [request.CommunityId]);
            return family.Communities.Count > 0
                ? await CommunityAnswers.Of(db.Read, request.Caller, family)
                : throw Refuse.NotFound("Community");
        }
    }
}
