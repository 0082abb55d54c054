using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Follows;

/// <summary>
/// Counts the followers and followings of the caller or of another user, then with the caller's own relation to that user. Every user
/// may; requests that wait are counted for their own user and administrators alone. Who blocks that user reads <c>blocked</c>, and who is
/// blocked what a stranger reads. Changes nothing.
/// </summary>
public static class GetFollowInfo
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapUseCase(
            FollowsJson.Instance.FollowInfoBody,
            call => new Request { UserId = call.Caller.UserId },
            "GET /api/v4/me/followInfo");
        app.MapUseCase(
            FollowsJson.Instance.FollowInfoBody,
            call => new Request { UserId = call.Path("userId") },
            "GET /api/v4/users/{userId}/followInfo",
            "GET /api/v5/users/{userId}/followInfo");
    }

    [UseCase("getFollowInfo", Allow.Users, "Reads a user's follow counts and the caller's relation to that user.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<FollowInfoBody>
    {
        public required string UserId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, FollowInfoBody>
    {
        public Task<FollowInfoBody> Handle(Request request, CancellationToken cancellationToken) =>
            FollowPayloads.Info(db.Read, request.Caller, request.UserId);
    }
}
