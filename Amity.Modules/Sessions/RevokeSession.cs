using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Sessions;

/// <summary>
/// Ends the caller's own token at once, and those that it superseded on its device, which could still open connections; with a user id all tokens of
/// that user, which only an administrator may.
/// </summary>
public static class RevokeSession
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SessionsJson.Instance.Success,
        call => new Request
        {
            AccessToken = call.Token,
            UserId = call.Query.Text("userId"),
            IsPublic = call.Query.Flag("isPublic") ?? true,
        },
        "DELETE /api/v4/sessions");

    [UseCase("revokeSession", Allow.Users, "Revokes the caller's access token, or as an administrator all of a user's.", Asks = [Right.Own])]
    public sealed record Request : AmityRequest<Success>, IWriteRequest
    {
        /// <summary>The token to end; not used with a user id.</summary>
        public required string AccessToken { get; init; }

        public string? UserId { get; init; }

        /// <summary>Whether the user id is the public one.</summary>
        public bool IsPublic { get; init; } = true;

        public override void Validate(Checks check) => check.Text(UserId, "userId", max: 50);
    }

    internal sealed class Handler(IDb db, LiveSessions live) : IRequestHandler<Request, Success>
    {
        public async Task<Success> Handle(Request request, CancellationToken cancellationToken)
        {
            if (request.UserId is not null)
            {
                return request.Caller.IsAdministrator
                    ? await UserSessions.End(db.Write, live, request.UserId, request.IsPublic)
                    : throw Refuse.Permission("Only administrator can do this");
            }

            var hash = AccessToken.Hash(request.AccessToken);
            var hashes = await db.Write.Many<string>(OnDevice, new { hash });
            if (hashes.Count > 0)
            {
                await db.Write.Run(DeleteSessions, new { hashes });
            }

            if (await db.Write.Run(RevokeAdminToken, new { hash, now = db.Write.Now }) > 0)
            {
                hashes.Add(hash);
            }

            await db.Write.Raise(new TokensEnded(hashes));
            db.Write.AfterCommit(() => live.End(hashes));
            return Success.Yes;
        }
    }

    private const string OnDevice = """
        select ending.token_hash
        from sessions revoked
        join sessions ending on ending.device_id = revoked.device_id and ending.user_id = revoked.user_id
        where revoked.token_hash = @hash
        limit 10000
        """;

    private const string DeleteSessions = """
        delete from sessions
        where token_hash in @hashes
        """;

    private const string RevokeAdminToken = """
        update admin_tokens
        set revoked_at = @now
        where token_hash = @hash
        """;
}
