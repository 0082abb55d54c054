using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Pins;

/// <summary>Ends all global pins; those in communities stay. Administrators may. Answers the empty list. A repeat changes nothing.</summary>
public static class ClearGlobalPins
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        PinsJson.Instance.PinsBody,
        _ => new Request(),
        "DELETE /api/v1/pinned-posts/global");

    [UseCase("clearGlobalPins", Allow.Administrators, "Ends all global pins.", DeniedAs = ErrorKind.Forbidden)]
    public sealed record Request : AmityRequest<PinsBody>, IWriteRequest;

    internal sealed class Handler(IDb db) : IRequestHandler<Request, PinsBody>, IAnswer<Request, PinsBody>
    {
        public async Task<PinsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            await PinBoard.Of(request.Caller.Network).Clear(db.Write);
            return PinsBody.Empty;
        }

        public Task<PinsBody> Answer(Request request, PinsBody written, IRead read) =>
            PinAnswers.Of(read, request.Caller, PinBoard.Of(request.Caller.Network));
    }
}
