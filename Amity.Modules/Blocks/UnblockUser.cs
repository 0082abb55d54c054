using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Follows;
using Amity.Modules.Users;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Blocks;

/// <summary>
/// Takes the caller's block of another user back; nobody takes back another's. The two meet as strangers: nothing that the block ended comes
/// again. Without a block, and on a repeat, nothing changes.
/// </summary>
public static class UnblockUser
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        BlocksJson.Instance.FollowInfoBody,
        call => new Request { UserId = call.Path("userId") },
        "DELETE /api/v4/me/user-blocks/{userId}");

    [UseCase("unblockUser", Allow.Users, "Takes the caller's block of a user back.", Asks = [Right.Own])]
    public sealed record Request : AmityRequest<FollowInfoBody>, IWriteRequest
    {
        public required string UserId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, FollowInfoBody>, IAnswer<Request, FollowInfoBody>
    {
        public async Task<FollowInfoBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var (tx, callerId) = (db.Write, request.Caller.UserId);
            if (request.UserId == callerId)
            {
                throw Refuse.BadRequest("Users cannot block themselves.");
            }

            if (await UserFacts.Of(tx, request.UserId) is not { IsDeleted: false })
            {
                throw Refuse.NotFound("User");
            }

            if (await tx.Run(Delete, new { callerId, request.UserId }) > 0)
            {
                // Where there is no relation its time is that of its users' last change, and clients keep the newest they have seen.
                await UserCommands.Touch(tx, callerId);
            }

            return FollowInfoBody.Empty;
        }

        public Task<FollowInfoBody> Answer(Request request, FollowInfoBody written, IRead read) =>
            FollowPayloads.Info(read, request.Caller, request.UserId);
    }

    private const string Delete = """
        delete from blocks
        where user_id = @callerId
          and blocked_user_id = @UserId
        """;
}
