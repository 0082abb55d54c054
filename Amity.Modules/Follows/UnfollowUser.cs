using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Follows;

/// <summary>
/// Ends the caller's following of another user, a deleted one too, or takes back the request for it. The counts move; the answer has the
/// relation with status <c>none</c>, and so has the answer to a repeat. With a block between the two there is nothing to end, and it is
/// refused.
/// </summary>
public static class UnfollowUser
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        FollowsJson.Instance.FollowsBody,
        call => new Request { UserId = call.Path("userId") },
        "DELETE /api/v4/me/following/{userId}");

    [UseCase("unfollowUser", Allow.Users, "Stops following a user, or cancels the request to.", Asks = [Right.Own])]
    public sealed record Request : AmityRequest<FollowsBody>, IWriteRequest
    {
        public required string UserId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, FollowsBody>, IAnswer<Request, FollowsBody>
    {
        public async Task<FollowsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            await Relations.End(db.Write, fromUserId: request.Caller.UserId, toUserId: request.UserId, byFollower: true);
            await Relations.DemandNoBlock(db.Write, request.Caller, request.UserId);
            return FollowsBody.Empty;
        }

        public Task<FollowsBody> Answer(Request request, FollowsBody written, IRead read) =>
            Relations.Answer(read, request.Caller, fromUserId: request.Caller.UserId, toUserId: request.UserId);
    }
}
