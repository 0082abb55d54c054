using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Networks;

/// <summary>Reads the API key that the network's apps are to send, whether it is in secure mode, and what of it is configured. Administrators may.</summary>
public static class GetSecurity
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        NetworksJson.Instance.SecurityBody,
        _ => new Request(),
        "GET /api/admin/v1/security");

    [UseCase("getSecurity", Allow.Administrators, "Reads the network's API key and whether it is in secure mode.")]
    public sealed record Request : AmityRequest<SecurityBody>;

    internal sealed class Handler(NetworkOpening opening) : IRequestHandler<Request, SecurityBody>
    {
        public Task<SecurityBody> Handle(Request request, CancellationToken cancellationToken) =>
            Task.FromResult(opening.SecurityOf(request.Caller.Network));
    }
}
