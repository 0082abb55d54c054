using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Networks;

/// <summary>
/// Ends a key of the caller's network at once, or after so many seconds, until which it lives beside the others; sessions that were opened
/// with it live on. An API key without an end must remain. Administrators may, unless the configuration says which key of this kind there
/// is. A repeat sets another time while the key lives; a dead key stays as it is.
/// </summary>
public static class RevokeKey
{
    private const int MostSeconds = 31_536_000;

    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        NetworksJson.Instance.KeyBody,
        call => new Request { KeyId = call.Path("keyId"), ExpiresIn = call.Query.Number("expiresIn") ?? 0 },
        "DELETE /api/admin/v1/keys/{keyId}");

    [UseCase("revokeKey", Allow.Administrators, "Ends a key of the network, at once or at a later time.")]
    public sealed record Request : AmityRequest<KeyBody>, IControlWrite
    {
        public required string KeyId { get; init; }

        /// <summary>Seconds from now; 0 is at once, a year is the most.</summary>
        public int ExpiresIn { get; init; }

        public override void Validate(Checks check) => check.Text(KeyId, "keyId", max: 50).Range(ExpiresIn, "expiresIn", 0, MostSeconds);
    }

    internal sealed class Handler(IDb db, NetworkOpening opening, NetworkRegistry networks) : IRequestHandler<Request, KeyBody>
    {
        public async Task<KeyBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var network = request.Caller.Network;
            var args = new { networkId = network.Id, request.KeyId, revokedAt = networks.Now + (request.ExpiresIn * 1000L) };
            var key = await tx.One<KeyRow>(ById, args) ?? throw Refuse.NotFound("Key");
            opening.DemandNotConfigured(network, key.Kind);
            if (!key.Lives(networks.Now))
            {
                return key.ToBody(isConfigured: false, networks.Now);
            }

            if (key.Kind == KeyKind.Api && await tx.One<int>(OtherApiKeys, args) == 0)
            {
                throw Refuse.Forbidden("The last API key cannot be revoked: make another one first.");
            }

            await tx.Run(Revoke, args);
            tx.AfterCommit(() => networks.Renew(network.Id));
            return (key with { RevokedAt = args.revokedAt }).ToBody(isConfigured: false, networks.Now);
        }
    }

    private const string ById = $"""
        select {KeyRow.Columns}
        from network_keys k
        where k.key_id = @KeyId
          and k.network_id = @networkId
        """;

    private const string OtherApiKeys = """
        select count(*)
        from network_keys
        where network_id = @networkId
          and kind = 'api'
          and revoked_at is null
          and key_id <> @KeyId
        """;

    private const string Revoke = """
        update network_keys
        set revoked_at = @revokedAt
        where key_id = @KeyId
        """;
}
