using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Users;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Follows;

/// <summary>
/// Counts the followers and followings of the caller or of another user, then with the caller's own relation to that user. Every user
/// may; requests that wait are counted for their own user and administrators alone. Changes nothing.
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
        public async Task<FollowInfoBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var caller = request.Caller;
            var user = await UserFacts.Of(db.Read, request.UserId) ?? throw Refuse.NotFound("User");
            var isSelf = user.UserId == caller.UserId;
            var counts = new FollowCountBody
            {
                UserId = user.UserId,
                FollowerCount = user.FollowerCount,
                FollowingCount = user.FollowingCount,
                PendingCount = isSelf || caller.IsAdministrator ? user.PendingCount : 0,
            };
            return new FollowInfoBody
            {
                FollowCounts = [counts],
                Follows = isSelf ? [] : [(await Relations.Between(db.Read, caller.UserId, user.UserId)).ToBody()],
            };
        }
    }
}
