using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Sessions;

/// <summary>Says whether the access token still lives: authentication has refused it otherwise. Changes nothing.</summary>
public static class VerifySession
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SessionsJson.Instance.VerifySessionResponse,
        _ => new Request(),
        "GET /api/v3/sessions");

    [UseCase("verifySession", Allow.Users, "Verifies the access token.", Asks = [Right.Own])]
    public sealed record Request : AmityRequest<Response>;

    /// <summary>The date of the last cache purge is left out: this server never asked its clients to purge.</summary>
    public sealed record Response;

    internal sealed class Handler : IRequestHandler<Request, Response>
    {
        public Task<Response> Handle(Request request, CancellationToken cancellationToken) => Task.FromResult(new Response());
    }
}
