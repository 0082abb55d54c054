using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Networks;

/// <summary>
/// Takes a disabled network's requests again: its keys, tokens and sessions are what they were. Administrators of the default network may. A
/// repeat changes nothing.
/// </summary>
public static class EnableNetwork
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        NetworksJson.Instance.NetworkBody,
        call => new Request { NetworkId = call.Path("networkId") },
        "POST /api/admin/v1/networks/{networkId}/enable");

    [UseCase("enableNetwork", Allow.Administrators, "Takes a disabled network's requests again.")]
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
            await NetworkChanges.Switch(db.Write, request.NetworkId, isDisabled: false);
            return opening.ToBody(network with { IsDisabled = false });
        }

        /// <summary>When its database is closed, so that nothing of an earlier life is left.</summary>
        public async Task<NetworkBody> Answer(Request request, NetworkBody written, IRead read)
        {
            await networks.Closed(request.NetworkId);
            return written;
        }
    }
}
