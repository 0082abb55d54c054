using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Users;

/// <summary>
/// Lifts a user's ban from the network: administrators may, and holders of BAN_USER. The user may register again; nothing that the ban took
/// comes back. Who is not banned stays as they are, so that a repeat changes nothing.
/// </summary>
public static class UnbanUser
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        UsersJson.Instance.Success,
        call => call.Json(UsersJson.Instance.UnbanUserRequest),
        "POST /api/v2/users/unban");

    [UseCase("unbanUser", Allow.Users, "Lifts a user's ban from the network.", Asks = [UserBans.Permission])]
    public sealed record Request : AmityRequest<Success>, IWriteRequest
    {
        public string? UserId { get; init; }

        public override void Validate(Checks check) => check
            .Required(UserId, "userId")
            .Text(UserId, "userId", max: 50);
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, Success>
    {
        public async Task<Success> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var user = await UserBans.Demand(tx, request.Caller, request.UserId!);
            if (user.IsGlobalBanned)
            {
                await UserBans.Set(tx, user.UserId, isBanned: false);
                await tx.Raise(new UserGloballyUnbanned(user.UserId));
            }

            return Success.Yes;
        }
    }
}
