using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Users;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>Says whether the caller has flagged a user, also one who was deleted since. It says nothing of other people's flags.</summary>
public static class IsUserFlaggedByMe
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        ModerationJson.Instance.FlaggedBody,
        call => new Request { UserId = call.Path("userId") },
        "GET /api/v3/users/{userId}/isFlagByMe");

    [UseCase("isUserFlaggedByMe", Allow.Users, "Says whether the caller has flagged a user.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<FlaggedBody>
    {
        public required string UserId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, FlaggedBody>
    {
        public async Task<FlaggedBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var user = await UserFacts.Of(db.Read, request.UserId) ?? throw Refuse.NotFound("User");
            return await new Flags("user", user.UserId).By(db.Read, request.Caller.UserId);
        }
    }
}
