using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Pins;

/// <summary>
/// Lists what is pinned for the whole network, the last pinned first unless asked otherwise. Everybody may read it, whose posts everybody
/// may see. There are so few that they come without pages. Changes nothing.
/// </summary>
public static class ListGlobalPins
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        PinsJson.Instance.PinsBody,
        call => new Request { Order = PinOrder.Of(call.Query) },
        "GET /api/v1/pinned-posts/global");

    [UseCase("listGlobalPins", Allow.Users, "Lists what is pinned for the whole network.", Asks = [Right.Sight], KeepsAnswers = true)]
    public sealed record Request : AmityRequest<PinsBody>
    {
        public PinOrder Order { get; init; } = PinOrder.Newest;

        public override void Validate(Checks check) => Order.Check(check);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, PinsBody>
    {
        public Task<PinsBody> Handle(Request request, CancellationToken cancellationToken) =>
            PinAnswers.Of(db.Read, request.Caller, PinBoard.Of(request.Caller.Network), request.Order);
    }
}
