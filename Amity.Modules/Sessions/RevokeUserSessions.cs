using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Sessions;

/// <summary>Ends all tokens of a user at once. Administrators only; a repeat finds nothing to end and succeeds.</summary>
public static class RevokeUserSessions
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SessionsJson.Instance.Success,
        call => new Request { UserId = call.Path("userId"), IsPublic = call.Query.Flag("isPublic") ?? true },
        "DELETE /api/v4/sessions/users/{userId}");

    [UseCase("revokeUserSessions", Allow.Administrators, "Revokes all access tokens of a user.")]
    public sealed record Request : AmityRequest<Success>, IWriteRequest
    {
        public required string UserId { get; init; }

        /// <summary>Whether the user id is the public one.</summary>
        public bool IsPublic { get; init; } = true;
    }

    internal sealed class Handler(IDb db, LiveSessions live) : IRequestHandler<Request, Success>
    {
        public Task<Success> Handle(Request request, CancellationToken cancellationToken) =>
            UserSessions.End(db.Write, live, request.UserId, request.IsPublic);
    }
}
