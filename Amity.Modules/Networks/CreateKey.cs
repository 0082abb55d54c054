using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Networks;

/// <summary>
/// Makes a further key of the caller's network, which is good at once beside those that live. A server key is answered this once.
/// Administrators may, unless the configuration says which key of this kind there is. A repeat makes another key.
/// </summary>
public static class CreateKey
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        NetworksJson.Instance.KeyBody,
        call => call.Json(NetworksJson.Instance.CreateKeyRequest),
        "POST /api/admin/v1/keys");

    [UseCase("createKey", Allow.Administrators, "Makes a further API key or server key of the network.")]
    public sealed record Request : AmityRequest<KeyBody>, IControlWrite
    {
        /// <summary><c>api</c> or <c>server</c>.</summary>
        [Told]
        public string? Kind { get; init; }

        public override void Validate(Checks check) => check.Required(Kind, "kind").OneOf(Kind, "kind", KeyKind.Api, KeyKind.Server);
    }

    internal sealed class Handler(IDb db, NetworkOpening opening, NetworkRegistry networks) : IRequestHandler<Request, KeyBody>
    {
        public async Task<KeyBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var network = request.Caller.Network;
            opening.DemandNotConfigured(network, request.Kind!);
            if (await tx.One<int>(Live, new { networkId = network.Id, request.Kind, now = networks.Now }) >= NetworkKeys.MostLive)
            {
                throw Refuse.Forbidden($"At most {NetworkKeys.MostLive} keys of a kind may live side by side: revoke some first.");
            }

            var (keyId, key) = await NetworkKeys.Add(tx, network.Id, request.Kind!);
            tx.AfterCommit(() => networks.Renew(network.Id));
            return new KeyBody { KeyId = keyId, Kind = request.Kind!, Key = key, IsLive = true, CreatedAt = tx.Now };
        }
    }

    private const string Live = """
        select count(*)
        from network_keys
        where network_id = @networkId
          and kind = @Kind
          and (revoked_at is null or revoked_at > @now)
        """;
}
