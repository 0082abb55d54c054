using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Follows;

/// <summary>
/// Ends another user's following of the caller or declines the request for it; the caller needs no reason. The counts move; the answer
/// has the relation with status <c>none</c>, and so has the answer to a repeat.
/// </summary>
public static class RemoveFollower
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        FollowsJson.Instance.FollowsBody,
        call => new Request { UserId = call.Path("userId") },
        "DELETE /api/v4/me/followers/{userId}");

    [UseCase("removeFollower", Allow.Users, "Removes a follower of the caller, or declines a follow request.", Asks = [Right.Own])]
    public sealed record Request : AmityRequest<FollowsBody>, IWriteRequest
    {
        public required string UserId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, FollowsBody>, IAnswer<Request, FollowsBody>
    {
        public async Task<FollowsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            await Relations.End(db.Write, fromUserId: request.UserId, toUserId: request.Caller.UserId, byFollower: false);
            return FollowsBody.Empty;
        }

        public Task<FollowsBody> Answer(Request request, FollowsBody written, IRead read) =>
            Relations.Answer(read, request.Caller, fromUserId: request.UserId, toUserId: request.Caller.UserId);
    }
}
