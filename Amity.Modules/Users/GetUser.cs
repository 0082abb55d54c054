using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Users;

/// <summary>Reads one user. Every user may; a deleted user is still answered, marked as deleted. Changes nothing.</summary>
public static class GetUser
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        UsersJson.Instance.UsersBody,
        call => new Request { UserId = call.Path("userId") },
        "GET /api/v3/users/{userId}");

    [UseCase("getUser", Allow.Users, "Reads a user by public id.")]
    public sealed record Request : AmityRequest<UsersBody>
    {
        public required string UserId { get; init; }
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, UsersBody>
    {
        public async Task<UsersBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var users = await UserPayloads.ByIds(db.Read, request.Caller.Network, [request.UserId]);
            return users.Count > 0 ? new UsersBody { Users = users } : throw Refuse.NotFound("User");
        }
    }
}
