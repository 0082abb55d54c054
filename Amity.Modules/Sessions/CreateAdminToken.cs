using Amity.Core.Data;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Core.Time;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Sessions;

/// <summary>
/// Makes a token with every right in the network, which is answered this once. Its name becomes the administrator's user id; that of a user
/// who is no administrator is refused. Administrators may. A repeat makes another token.
/// </summary>
public static class CreateAdminToken
{
    private const int UsualDays = 365;

    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SessionsJson.Instance.CreateAdminTokenResponse,
        call => call.Json(SessionsJson.Instance.CreateAdminTokenRequest),
        "POST /api/admin/v1/admin-tokens");

    [UseCase("createAdminToken", Allow.Administrators, "Makes an administrator's token, which is answered once.")]
    public sealed record Request : AmityRequest<Response>, IWriteRequest
    {
        [Told]
        public string? Name { get; init; }

        /// <summary>Until it expires: 365, or 1 to 3650.</summary>
        public int? Days { get; init; }

        public override void Validate(Checks check) => check
            .Required(Name, "name")
            .Text(Name, "name", max: 50)
            .Label(Name, "name")
            .Range(Days, "days", 1, AdminTokens.MostDays);
    }

    public sealed record Response
    {
        public required string TokenId { get; init; }

        /// <summary>Also the administrator's user id.</summary>
        public required string Name { get; init; }

        /// <summary>For <c>Authorization: Bearer</c>. It cannot be read again.</summary>
        public required string Token { get; init; }

        public required Instant CreatedAt { get; init; }

        public required Instant ExpiresAt { get; init; }
    }

    internal sealed class Handler(IDb db, TimeProvider time) : IRequestHandler<Request, Response>
    {
        public async Task<Response> Handle(Request request, CancellationToken cancellationToken)
        {
            var tx = db.Write;

            // Signed here for once, a matter of microseconds a few times a year, rather than before the write, which would cost it the pipeline's.
            var token = NewAdminToken.Of(request.Caller.Network, request.Name!, TimeSpan.FromDays(request.Days ?? UsualDays), time);
            var tokenId = await token.Store(tx);

            // Now, so that nobody else becomes the user before the token is used.
            await Administrator.Register(tx, request.Name!);
            return new Response
            {
                TokenId = tokenId,
                Name = token.Name,
                Token = token.Text,
                CreatedAt = token.IssuedAt.ToUnixTimeMilliseconds(),
                ExpiresAt = token.ExpiresAt.ToUnixTimeMilliseconds(),
            };
        }
    }
}
