using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Users;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Moderation;

/// <summary>
/// Takes the caller's flag back from a user; nobody takes back another's. The user counts one less; without a flag, and on a repeat, nothing
/// changes.
/// </summary>
public static class UnflagUser
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        ModerationJson.Instance.UsersBody,
        call => new Request { UserId = call.Path("userId") },
        "DELETE /api/v4/me/flags/{userId}");

    [UseCase("unflagUser", Allow.Users, "Takes the caller's flag back from a user.", Asks = [Right.Own])]
    public sealed record Request : AmityRequest<UsersBody>, IWriteRequest
    {
        public required string UserId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, UsersBody>, IAnswer<Request, UsersBody>
    {
        public async Task<UsersBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            if (await UserFacts.Of(tx, request.UserId) is not { IsDeleted: false } user)
            {
                throw Refuse.NotFound("User");
            }

            await new Flags("user", user.UserId).Withdraw(tx, request.Caller.UserId);
            return new UsersBody { Users = [] };
        }

        public async Task<UsersBody> Answer(Request request, UsersBody written, IRead read) =>
            written with { Users = await UserPayloads.ByIds(read, request.Caller, [request.UserId]) };
    }
}
