using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Networks;

/// <summary>
/// Switches secure mode of the caller's network. It counts from the next registration on; sessions that were opened without an
/// authentication token live until they end, without rights in the whole network, and are not renewed without one. Administrators may,
/// unless the configuration says which it is. A repeat changes nothing.
/// </summary>
public static class UpdateSecurity
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        NetworksJson.Instance.SecurityBody,
        call => call.Json(NetworksJson.Instance.UpdateSecurityRequest),
        "PUT /api/admin/v1/security");

    [UseCase("updateSecurity", Allow.Administrators, "Switches secure mode: new sessions need an authentication token.")]
    public sealed record Request : AmityRequest<SecurityBody>, IControlWrite
    {
        public bool? SecureMode { get; init; }

        public override void Validate(Checks check) => check.Required(SecureMode, "secureMode");
    }

    internal sealed class Handler(IDb db, NetworkOpening opening, NetworkRegistry networks)
        : IRequestHandler<Request, SecurityBody>, IAnswer<Request, SecurityBody>
    {
        public async Task<SecurityBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var network = request.Caller.Network;
            if (opening.IsSecureModeConfigured(network))
            {
                throw Refuse.BadRequest("Amity:SecureMode is configured and cannot be switched here: take it out of the configuration first.");
            }

            await db.Write.Run(Switch, new { networkId = network.Id, request.SecureMode });
            db.Write.AfterCommit(() => networks.Renew(network.Id));
            return opening.SecurityOf(network);
        }

        public Task<SecurityBody> Answer(Request request, SecurityBody written, IRead read) =>
            Task.FromResult(opening.SecurityOf(request.Caller.Network));
    }

    private const string Switch = """
        update networks
        set secure_mode = @SecureMode
        where network_id = @networkId
        """;
}
