using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Sessions;

/// <summary>The newer form of <see cref="GetAuthenticationToken"/>: plain text, and refused while secure mode is off.</summary>
public static class CreateAuthenticationToken
{
    public static void Map(IEndpointRouteBuilder app) => app.MapTextUseCase(
        call => call.Json(SessionsJson.Instance.CreateAuthenticationTokenRequest),
        "POST /api/v4/authentication/token");

    [UseCase("createAuthenticationToken", Allow.ServerKey, "Makes an authentication token that lives ten minutes, as plain text.")]
    public sealed record Request : AmityRequest<string>
    {
        public string? UserId { get; init; }

        public override void Validate(Checks check) => check.Required(UserId, "userId").Text(UserId, "userId", max: 50);
    }

    internal sealed class Handler(TimeProvider time) : IRequestHandler<Request, string>
    {
        public Task<string> Handle(Request request, CancellationToken cancellationToken)
        {
            var network = request.Caller.Network;
            return network.SecureMode
                ? Task.FromResult(AuthenticationToken.Issue(network, request.UserId!, time.GetUtcNow()))
                : throw Refuse.Forbidden("Secure mode is off.");
        }
    }
}
