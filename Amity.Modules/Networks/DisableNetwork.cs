using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Networks;

/// <summary>
/// Refuses every request of a network from the commit on: its keys and tokens are as good as unknown, its data stays. Administrators of the
/// default network may, and only to other networks. A repeat changes nothing.
/// </summary>
public static class DisableNetwork
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        NetworksJson.Instance.NetworkBody,
        call => new Request { NetworkId = call.Path("networkId") },
        "POST /api/admin/v1/networks/{networkId}/disable");

    [UseCase("disableNetwork", Allow.Administrators, "Refuses every request of a network; its data stays.")]
    public sealed record Request : AmityRequest<NetworkBody>, IControlWrite
    {
        public required string NetworkId { get; init; }

        public override void Validate(Checks check) => check.Text(NetworkId, "networkId", max: 100);
    }

    internal sealed class Handler(IDb db, NetworkOpening opening, NetworkRegistry networks)
        : IRequestHandler<Request, NetworkBody>, IAnswer<Request, NetworkBody>
    {
        public async Task<NetworkBody> Handle(Request request, CancellationToken cancellationToken)
        {
            NetworkChanges.DemandOperator(request.Caller, networks);
            var network = await NetworkChanges.Other(db.Write, request.NetworkId);
            await NetworkChanges.Switch(db.Write, request.NetworkId, isDisabled: true);
            db.Write.AfterCommit(() => networks.Shut(request.NetworkId));
            return opening.ToBody(network with { IsDisabled = true });
        }

        /// <summary>When its database is closed, so that nothing of an earlier life is left.</summary>
        public async Task<NetworkBody> Answer(Request request, NetworkBody written, IRead read)
        {
            await networks.Closed(request.NetworkId);
            return written;
        }
    }
}
