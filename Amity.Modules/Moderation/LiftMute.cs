using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>Ends a user's mute: the user's next text is judged like any other. Administrators may. A repeat finds no mute.</summary>
public static class LiftMute
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        ModerationJson.Instance.Success,
        call => new Request { UserId = call.Path("userId") },
        "DELETE /api/admin/v1/mutes/{userId}");

    [UseCase("liftMute", Allow.Administrators, "Ends a user's mute.")]
    public sealed record Request : AmityRequest<Success>, IWriteRequest
    {
        public required string UserId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, Success>
    {
        public async Task<Success> Handle(Request request, CancellationToken cancellationToken) =>
            await Mutes.Lift(db.Write, request.UserId) ? Success.Yes : throw Refuse.NotFound("Mute");
    }
}
