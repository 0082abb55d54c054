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
        call => new Request { UserId = call.Path("userId"), Type = call.Query.Text("type") ?? "public" },
        "GET /api/v3/users/{userId}");

    [UseCase("getUser", Allow.Users, "Reads a user by public id, or by internal id.", Asks = [Right.Sight], KeepsAnswers = true)]
    public sealed record Request : AmityRequest<UsersBody>
    {
        public required string UserId { get; init; }

        /// <summary>Which of the two ids it is: <c>public</c> or <c>internal</c>.</summary>
        public string Type { get; init; } = "public";

        public override void Validate(Checks check) => check.OneOf(Type, "type", "public", "internal");
    }

    internal sealed class Handler(IDb db) : IRequestHandler<Request, UsersBody>
    {
        public async Task<UsersBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var userId = request.Type == "public" ? request.UserId : await db.Read.One<string>(ByInternalId, new { request.UserId });
            var users = userId is null ? [] : await UserPayloads.ByIds(db.Read, request.Caller, [userId]);
            return users.Count > 0 ? new UsersBody { Users = users } : throw Refuse.NotFound("User");
        }
    }

    private const string ByInternalId = """
        select user_id
        from users
        where internal_id = @UserId
        """;
}
