using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Pins;

/// <summary>
/// Ends all pins of a community, or those in one placement; global ones stay. Holders of PIN_COMMUNITY_POST there may, and administrators.
/// A repeat succeeds and changes nothing.
/// </summary>
public static class ClearPins
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapUseCase(
            PinsJson.Instance.Success,
            call => new Request { CommunityId = call.Path("communityId") },
            "DELETE /api/v1/pinned-posts/communities/{communityId}");
        app.MapUseCase(
            PinsJson.Instance.Success,
            call => new Request { CommunityId = call.Path("communityId"), Placement = call.Path("placement") },
            "DELETE /api/v1/pinned-posts/communities/{communityId}/{placement}");
    }

    [UseCase("clearPins", Allow.Users, "Ends all pins of a community, or those in one placement.", Asks = [PinAccess.Permission])]
    public sealed record Request : AmityRequest<Success>, IWriteRequest
    {
        public required string CommunityId { get; init; }

        /// <summary><c>default</c> or <c>announcement</c>; both when null.</summary>
        [Told]
        public string? Placement { get; init; }

        public override void Validate(Checks check) => PinBoard.Check(check, Placement);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, Success>
    {
        public async Task<Success> Handle(Request request, CancellationToken cancellationToken)
        {
            await PinAccess.DemandPinning(db.Write, request.Caller, request.CommunityId);
            foreach (var placement in PinBoard.OfCommunities.Where(placement => placement == (request.Placement ?? placement)))
            {
                await PinBoard.Of(request.CommunityId, placement).Clear(db.Write);
            }

            return Success.Yes;
        }
    }
}
