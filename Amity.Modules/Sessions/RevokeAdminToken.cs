using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Sessions;

/// <summary>Ends an administrator's token at once, also the one that calls. Administrators may. A repeat changes nothing.</summary>
public static class RevokeAdminToken
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SessionsJson.Instance.Success,
        call => new Request { TokenId = call.Path("tokenId") },
        "DELETE /api/admin/v1/admin-tokens/{tokenId}");

    [UseCase("revokeAdminToken", Allow.Administrators, "Ends an administrator's token at once.")]
    public sealed record Request : AmityRequest<Success>, IWriteRequest
    {
        public required string TokenId { get; init; }

        public override void Validate(Checks check) => check.Text(TokenId, "tokenId", max: 50);
    }

    internal sealed class Handler(IDb db, LiveSessions live) : IRequestHandler<Request, Success>
    {
        public async Task<Success> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;
            var hash = await tx.One<string>(HashById, new { request.TokenId }) ?? throw Refuse.NotFound("Token");
            await tx.Run(Revoke, new { request.TokenId, now = tx.Now });
            await tx.Raise(new TokensEnded([hash]));
            tx.AfterCommit(() => live.End([hash]));
            return Success.Yes;
        }
    }

    private const string HashById = """
        select token_hash
        from admin_tokens
        where token_id = @TokenId
        """;

    private const string Revoke = """
        update admin_tokens
        set revoked_at = @now
        where token_id = @TokenId
          and revoked_at is null
        """;
}
