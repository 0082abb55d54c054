using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Follows;

/// <summary>
/// Accepts another user's request to follow the caller, who alone may. The request leaves the count of those that wait and enters the
/// counts of both users; a repeat changes nothing. Without a request of a live user there is nothing to be found.
/// </summary>
public static class AcceptFollower
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        FollowsJson.Instance.FollowsBody,
        call => new Request { UserId = call.Path("userId") },
        "POST /api/v4/me/followers/{userId}");

    [UseCase("acceptFollower", Allow.Users, "Accepts a request to follow the caller.", Asks = [Right.Own])]
    public sealed record Request : AmityRequest<FollowsBody>, IWriteRequest
    {
        public required string UserId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, FollowsBody>, IAnswer<Request, FollowsBody>
    {
        public async Task<FollowsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var relation = await Relations.Between(tx, fromUserId: request.UserId, toUserId: request.Caller.UserId);
            if (relation.FromIsDeleted || relation.Status == "none")
            {
                throw Refuse.NotFound("Follow request");
            }

            if (relation.Status == "pending")
            {
                await tx.Run(Accept, new { relation.FromUserId, relation.ToUserId, now = tx.Now });
                await Relations.Count(tx, relation, -1);
                await Relations.Count(tx, relation with { Status = "accepted" }, 1);
                await tx.Raise(new FollowChanged(relation.FromUserId, relation.ToUserId, FollowChange.Accepted));
            }

            return FollowsBody.Empty;
        }

        public Task<FollowsBody> Answer(Request request, FollowsBody written, IRead read) =>
            Relations.Answer(read, request.Caller, fromUserId: request.UserId, toUserId: request.Caller.UserId);
    }

    private const string Accept = """
        update follows
        set status     = 'accepted',
            updated_at = @now
        where from_user_id = @FromUserId
          and to_user_id = @ToUserId
        """;
}
