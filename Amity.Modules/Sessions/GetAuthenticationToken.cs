using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Sessions;

/// <summary>
/// Makes an authentication token for a user, for the application's own server: whoever has the server key may, whether secure mode is
/// on or off. The user need not exist yet. Stores nothing.
/// </summary>
public static class GetAuthenticationToken
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SessionsJson.Instance.String,
        call => new Request { UserId = call.Query.Text("userId") },
        "GET /api/v3/authentication/token");

    [UseCase("getAuthenticationToken", Allow.ServerKey, "Makes an authentication token that lives ten minutes.", RefusedAs = ErrorKind.Forbidden)]
    public sealed record Request : AmityRequest<string>
    {
        public string? UserId { get; init; }

        public override void Validate(Checks check) => check.Required(UserId, "userId").Text(UserId, "userId", max: 100);
    }

    internal sealed class Handler(TimeProvider time) : IRequestHandler<Request, string>
    {
        public Task<string> Handle(Request request, CancellationToken cancellationToken) =>
            Task.FromResult(AuthenticationToken.Issue(request.Caller.Network, request.UserId!, time.GetUtcNow()));
    }
}
