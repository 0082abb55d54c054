using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Settings;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Follows;

/// <summary>
/// Makes the caller a follower of another user: at once, or as a request that waits for the other's consent where the network's setting
/// asks for it. Every user may follow every live user but themselves and those with a block between them. The counts move; a repeat changes
/// nothing, also when the setting has.
/// </summary>
public static class FollowUser
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        FollowsJson.Instance.FollowsBody,
        call => new Request { UserId = call.Path("userId") },
        "POST /api/v4/me/following/{userId}");

    [UseCase("followUser", Allow.Users, "Follows a user.", Asks = [Right.Sight])]
    public sealed record Request : AmityRequest<FollowsBody>, IWriteRequest
    {
        public required string UserId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, FollowsBody>, IAnswer<Request, FollowsBody>
    {
        public async Task<FollowsBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var relation = await Relations.Between(tx, request.Caller.UserId, request.UserId);
            if (relation.ToIsDeleted)
            {
                throw Refuse.NotFound("User");
            }

            await Relations.DemandNoBlock(tx, request.Caller, request.UserId);
            if (relation.Status == "none")
            {
                var isRequest = (await NetworkSettings.Social(tx)).IsFollowWithRequestEnabled;
                relation = relation with { FollowId = tx.NewId(), Status = isRequest ? "pending" : "accepted" };
                await tx.Run(Insert, new { relation.FollowId, relation.FromUserId, relation.ToUserId, relation.Status, now = tx.Now });
                await Relations.Count(tx, relation, 1);
                await tx.Raise(new FollowChanged(relation.FromUserId, relation.ToUserId, isRequest ? FollowChange.Requested : FollowChange.Created));
            }

            return FollowsBody.Empty;
        }

        public Task<FollowsBody> Answer(Request request, FollowsBody written, IRead read) =>
            Relations.Answer(read, request.Caller, request.Caller.UserId, request.UserId);
    }

    private const string Insert = """
        insert into follows (follow_id, from_user_id, to_user_id, status, created_at, updated_at)
        values (@FollowId, @FromUserId, @ToUserId, @Status, @now, @now)
        """;
}
