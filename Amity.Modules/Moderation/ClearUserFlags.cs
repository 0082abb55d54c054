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
/// Takes all flags from a user, deleted ones too: the reports were looked at. Administrators may, and holders of EDIT_USER. Everybody may flag
/// the user again; a repeat changes nothing.
/// </summary>
public static class ClearUserFlags
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        ModerationJson.Instance.UserBody,
        call => new Request { UserId = call.Path("userId") },
        "DELETE /api/v2/users/{userId}/flags");

    [UseCase("clearUserFlags", Allow.Users, "Takes all flags from a user.", Asks = ["EDIT_USER"])]
    public sealed record Request : AmityRequest<UserBody>, IWriteRequest
    {
        public required string UserId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, UserBody>
    {
        public async Task<UserBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            if (!request.Caller.Has("EDIT_USER"))
            {
                throw Refuse.Permission("Only administrator can clear the flags of a user.");
            }

            var user = await UserFacts.Of(tx, request.UserId) ?? throw Refuse.NotFound("User");
            await new Flags("user", user.UserId).Clear(tx);
            return (await UserPayloads.ByIds(tx, request.Caller, [user.UserId]))[0];
        }
    }
}
