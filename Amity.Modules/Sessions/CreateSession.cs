using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Http;
using Amity.Core.Identity;
using Amity.Core.Pipeline;
using Amity.Modules.Settings;
using Amity.Modules.Users;
using MediatR;
using Microsoft.AspNetCore.Routing;

namespace Amity.Modules.Sessions;

/// <summary>
/// Registers a session: whoever has the API key may, with an authentication token where the network is in secure mode. An unknown user
/// is created; a name that is sent is stored where users may change theirs. The token that the device had before is dead from then on. A
/// repeat is a new session.
/// </summary>
public static class CreateSession
{
    public static void Map(IEndpointRouteBuilder app) => app.MapUseCase(
        SessionsJson.Instance.SessionBody,
        call => call.Json(SessionsJson.Instance.CreateSessionRequest),
        "POST /api/v3/sessions",
        "POST /api/v4/sessions",
        "POST /api/v5/sessions");

    // Two writes and no IWriteRequest: the token is made of the user's stored identity, and signing it has no place on the writer.
    [UseCase("createSession", Allow.ApiKey, "Registers a session of a user on a device and answers its access token.")]
    public sealed record Request : AmityRequest<SessionBody>
    {
        public string? UserId { get; init; }

        public string? DeviceId { get; init; }

        public Device? DeviceInfo { get; init; }

        public string? DisplayName { get; init; }

        public string? AuthToken { get; init; }

        public override string? CountedUser => UserId;

        public override void Validate(Checks check) => check
            .Required(UserId, "userId")
            .Text(UserId, "userId", max: 50)
            .Required(DeviceId, "deviceId")
            .Text(DeviceId, "deviceId", max: 150)
            .Text(DisplayName, "displayName", max: 100)
            .Text(AuthToken, "authToken", max: 100);
    }

    /// <summary>Kept for the operator. Longer texts than the description allows are cut: browsers send their whole user agent.</summary>
    public sealed record Device
    {
        public string? Kind { get; init; }

        public string? Model { get; init; }

        public string? SdkVersion { get; init; }
    }

    internal sealed class Handler(IDb db, LiveSessions live, TimeProvider time) : IRequestHandler<Request, SessionBody>
    {
        public async Task<SessionBody> Handle(Request request, CancellationToken cancellationToken)
        {
            var network = request.Caller.Network;
            var isVerified = Verify(request, network);
            var user = await UserFacts.Of(db.Read, request.UserId!)
                ?? await network.Database.Write(tx => Register(tx, request), cancellationToken);
            RefuseBarred(user);

            var issuedAt = time.GetUtcNow();
            var expiresAt = issuedAt + AccessToken.Lifetime;
            var refreshToken = AccessToken.Random();
            var mayRename = (await NetworkSettings.Users(db.Read)).IsAllowUpdateDisplayName;
            var name = mayRename && request.DisplayName is { Length: > 0 } sent ? sent : user.DisplayName;
            var token = AccessToken.Issue(
                network, new(user.UserId, user.InternalId, name, request.DeviceInfo?.Kind, refreshToken), issuedAt, expiresAt);
            var hash = AccessToken.Hash(token);
            var stored = await network.Database.Write(tx => Store(tx, request, hash, isVerified, issuedAt, expiresAt), cancellationToken);
            return new SessionBody
            {
                AccessToken = token,
                RefreshToken = refreshToken,
                IssuedAt = issuedAt.ToUnixTimeMilliseconds(),
                ExpiresAt = expiresAt.ToUnixTimeMilliseconds(),
                Users = [stored],
            };
        }

        private bool Verify(Request request, Network network)
        {
            if (request.AuthToken is not { Length: > 0 } token)
            {
                return network.SecureMode ? throw Refuse.Unauthenticated() : false;
            }

            return AuthenticationToken.Fits(token, network, request.UserId!, time.GetUtcNow()) ? true : throw Refuse.Unauthenticated();
        }

        private static async Task<UserFacts> Register(IWrite tx, Request request)
        {
            await UserCommands.Register(tx, request.UserId!, request.DisplayName);
            return (await UserFacts.Of(tx, request.UserId!))!;
        }

        private async Task<UserBody> Store(
            IWrite tx, Request request, string hash, bool isVerified, DateTimeOffset issuedAt, DateTimeOffset expiresAt)
        {
            // Again, because a ban or a deletion may have been committed since the first look.
            RefuseBarred((await UserFacts.Of(tx, request.UserId!))!);
            if (request.DisplayName is { Length: > 0 } name && (await NetworkSettings.Users(tx)).IsAllowUpdateDisplayName)
            {
                await UserCommands.Rename(tx, request.UserId!, name);
            }

            await DeviceRule.Apply(tx, live, request.DeviceId!, request.UserId!);
            await tx.Run(Insert, new
            {
                sessionId = tx.NewId(),
                hash,
                request.UserId,
                request.DeviceId,
                kind = Cut(request.DeviceInfo?.Kind, 100),
                model = Cut(request.DeviceInfo?.Model, 100),
                sdkVersion = Cut(request.DeviceInfo?.SdkVersion, 30),
                isVerified,
                issuedAt = issuedAt.ToUnixTimeMilliseconds(),
                expiresAt = expiresAt.ToUnixTimeMilliseconds(),
            });
            var user = (await UserPayloads.ByIds(tx, request.Caller.Network, [request.UserId!]))[0];

            // What the user may do in this session, which is how official applications take it.
            return user with { IsGlobalBanned = user.IsGlobalBan, Permissions = isVerified ? user.Permissions : [] };
        }

        private static void RefuseBarred(UserFacts user)
        {
            if (user.IsDeleted)
            {
                throw Refuse.Forbidden("User is deleted.");
            }

            if (user.IsGlobalBanned)
            {
                throw new AmityException(ErrorKind.GloballyBanned);
            }
        }

        private static string? Cut(string? text, int length) => text is { } && text.Length > length
            ? text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)]
            : text;
    }

    private const string Insert = """
        insert into sessions (session_id, token_hash, user_id, device_id, device_kind, device_model, sdk_version,
                              is_verified, issued_at, expires_at)
        values (@sessionId, @hash, @UserId, @DeviceId, @kind, @model, @sdkVersion,
                @isVerified, @issuedAt, @expiresAt)
        """;
}
