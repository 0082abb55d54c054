using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Networks;

/// <summary>
/// Deletes a network with all its data, for good: from the commit on its keys and tokens lead nowhere, then its database is closed and its
/// folder removed, by the next start if this one ends meanwhile. Administrators of the default network may, and only other networks. A
/// repeat finds nothing.
/// </summary>
public static class DeleteNetwork
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        NetworksJson.Instance.Success,
        call => new Request { NetworkId = call.Path("networkId") },
        "DELETE /api/admin/v1/networks/{networkId}");

    [UseCase("deleteNetwork", Allow.Administrators, "Deletes a network with all its data, for good.")]
    public sealed record Request : AmityRequest<Success>, IControlWrite
    {
        public required string NetworkId { get; init; }

        public override void Validate(Checks check) => check.Text(NetworkId, "networkId", max: 100);
    }

    internal sealed class Handler(IDb db, NetworkRegistry networks) : IRequestHandler<Request, Success>, IAnswer<Request, Success>
    {
        public async Task<Success> Handle(Request request, CancellationToken cancellationToken)
        {
            NetworkChanges.DemandOperator(request.Caller, networks);
            await NetworkChanges.Other(db.Write, request.NetworkId);
            await NetworkChanges.Delete(db.Write, request.NetworkId);
            db.Write.AfterCommit(() => networks.Shut(request.NetworkId));
            return Success.Yes;
        }

        public async Task<Success> Answer(Request request, Success written, IRead read)
        {
            await networks.Remove(request.NetworkId);
            return written;
        }
    }
}
