using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Users;

/// <summary>
/// Bans a user from the network: administrators may, and holders of BAN_USER; nobody bans themselves, an administrator or a holder of
/// EXEMPT_FROM_BAN, and only administrators ban a holder of BAN_USER. Every token of the user ends at once and registrations are refused; the
/// user leaves all channels and its messages go, while posts, comments, follows and community memberships stay. A repeat changes nothing.
/// </summary>
public static class BanUser
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        UsersJson.Instance.Success,
        call => call.Json(UsersJson.Instance.BanUserRequest),
        "POST /api/v2/users/ban");

    [UseCase("banUser", Allow.Users, "Bans a user from the whole network.", Asks = [UserBans.Permission])]
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
            var (tx, caller) = (db.Write, request.Caller);
            var user = await UserBans.Demand(tx, caller, request.UserId!);
            if (user.UserId == caller.UserId)
            {
                throw Refuse.Forbidden("Users cannot ban themselves.");
            }

            await BanExemption.Demand(tx, [user.UserId], UserBans.Permission, outranksHolders: caller.IsAdministrator);
            if (!user.IsGlobalBanned)
            {
                await UserBans.Set(tx, user.UserId, isBanned: true);
                await tx.Raise(new UserGloballyBanned(user.UserId));
            }

            return Success.Yes;
        }
    }
}
