using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Pins;

/// <summary>
/// Lists what is pinned in a community, in all of it or in one placement, the last pinned first unless asked otherwise. Of a public one
/// everybody may read it, of a private one its members and who sees all. There are so few that they come without pages. Changes nothing.
/// </summary>
public static class ListPins
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapUseCase(
            PinsJson.Instance.PinsBody,
            call => new Request { CommunityId = call.Path("communityId"), Order = PinOrder.Of(call.Query) },
            "GET /api/v1/pinned-posts/communities/{communityId}");
        app.MapUseCase(
            PinsJson.Instance.PinsBody,
            call => new Request { CommunityId = call.Path("communityId"), Placement = call.Path("placement"), Order = PinOrder.Of(call.Query) },
            "GET /api/v1/pinned-posts/communities/{communityId}/{placement}");
    }

    [UseCase("listPins", Allow.Users, "Lists what is pinned in a community.", Asks = [Right.Sight], KeepsAnswers = true)]
    public sealed record Request : AmityRequest<PinsBody>
    {
        public required string CommunityId { get; init; }

        /// <summary><c>default</c> or <c>announcement</c>; both when null.</summary>
        public string? Placement { get; init; }

        public PinOrder Order { get; init; } = PinOrder.Newest;

        public override void Validate(Checks check) => Order.Check(PinBoard.Check(check, Placement));
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, PinsBody>
    {
        public async Task<PinsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            await PinAccess.DemandReading(db.Read, request.Caller, request.CommunityId);
            return await PinAnswers.Of(
                db.Read,
                request.Caller,
                request.CommunityId,
                request.Placement is { } placement ? [placement] : PinBoard.OfCommunities,
                request.Order);
        }
    }
}
