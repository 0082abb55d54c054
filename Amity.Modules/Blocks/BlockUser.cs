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
/// Blocks another user: from now on neither follows the other, and what they write is kept from each other's eyes. Every user may block every
/// live one but themselves, up to <see cref="MostOfUser"/> of them. What was between the two is gone for good, with its counts. The blocked user
/// is not told. A repeat changes nothing.
/// </summary>
public static class BlockUser
{
    /// <summary>
    /// That there is an end is the API's, the number is ours: ten of the largest pages, more than anybody blocks by hand, and few enough
    /// that each answer to the user can afford to leave all of them out.
    /// </summary>
    public const int MostOfUser = 1000;

    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        BlocksJson.Instance.FollowInfoBody,
        call => new Request { UserId = call.Path("userId") },
        "POST /api/v4/me/user-blocks/{userId}");

    [UseCase("blockUser", Allow.Users, "Blocks a user.", Asks = [Right.Sight])]
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

            if (await tx.Run(Insert, new { blockId = tx.NewId(), callerId, request.UserId, now = tx.Now }) == 0)
            {
                return FollowInfoBody.Empty;
            }

            if (await tx.One<long>(Number, new { callerId }) > MostOfUser)
            {
                throw new AmityException(ErrorKind.TooManyBlocks);
            }

            await FollowCommands.EndBetween(tx, callerId, request.UserId);
            return FollowInfoBody.Empty;
        }

        public Task<FollowInfoBody> Answer(Request request, FollowInfoBody written, IRead read) =>
            FollowPayloads.Info(read, request.Caller, request.UserId);
    }

    private const string Insert = """
        insert into blocks (block_id, user_id, blocked_user_id, created_at)
        values (@blockId, @callerId, @UserId, @now)
        on conflict (user_id, blocked_user_id) do nothing
        """;

    private const string Number = """
        select count(*)
        from blocks
        where user_id = @callerId
        """;
}
