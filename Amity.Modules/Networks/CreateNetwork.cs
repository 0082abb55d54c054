using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Sessions;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Networks;

/// <summary>
/// Makes a network with keys and a token of its first administrator, all answered this once but for the API key. Administrators of the default network
/// may. A repeat makes another network: names need not differ.
/// </summary>
public static class CreateNetwork
{
    private const string FirstAdministrator = "admin";

    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        NetworksJson.Instance.NewNetworkBody,
        call => call.Json(NetworksJson.Instance.CreateNetworkRequest),
        "POST /api/admin/v1/networks");

    [UseCase("createNetwork", Allow.Administrators, "Makes a network with keys of its own and the token of its first administrator.")]
    public sealed record Request : AmityRequest<NewNetworkBody>, IControlWrite
    {
        /// <summary>What people call it.</summary>
        [Told]
        public string? Name { get; init; }

        public override void Validate(Checks check) => check.Required(Name, "name").Text(Name, "name", max: 100).Label(Name, "name");
    }

    internal sealed class Handler(IDb db, INetworks networks, TimeProvider time)
        : IRequestHandler<Request, NewNetworkBody>, IAnswer<Request, NewNetworkBody>
    {
        public async Task<NewNetworkBody> Handle(Request request, CancellationToken cancellationToken)
        {
            NetworkChanges.DemandOperator(request.Caller, networks);
            var network = await NetworkCreation.Add(db.Write, request.Name!, isDefault: false);
            return new NewNetworkBody
            {
                NetworkId = network.NetworkId,
                Name = request.Name!,
                ApiKey = network.ApiKey,
                ServerKey = network.ServerKey,
                AdminToken = "",
                CreatedAt = db.Write.Now,
            };
        }

        // In the network's own database, which is there from its first use on.
        public async Task<NewNetworkBody> Answer(Request request, NewNetworkBody written, IRead read) => written with
        {
            AdminToken = await AdminTokens.Create(
                networks.ById(written.NetworkId)!, FirstAdministrator, AdminTokens.UsualLifetime, time, AuditActor.Of(request.Caller)),
        };
    }
}
