using Amity.Core.Data;
using Amity.Core.Identity;

namespace Amity.Modules.Sessions;

/// <summary>
/// Finds holders in the database: a connection asks once in its life, and a superseded token, which the SDK connects with after a renewal, is
/// not among the sessions that are kept in memory for calls.
/// </summary>
internal sealed class TokenHolders(INetworks networks, IAuthenticator authenticator, TimeProvider time) : ITokenHolders
{
    public ValueTask<Network?> Maker(string token) => AccessToken.NetworkOf(token, networks);

    public async ValueTask<TokenHolder?> Of(string token)
    {
        if (await Maker(token) is not { } network)
        {
            return null;
        }

        var hash = AccessToken.Hash(token);
        var holder = await User(network, hash) ?? await Administrator(network, token, hash);
        return holder is null || holder.ExpiresAt <= time.GetUtcNow().ToUnixTimeMilliseconds() ? null : holder;
    }

    private static async Task<TokenHolder?> User(Network network, string hash)
    {
        using var read = network.Database.Read();
        return await read.One<Row>(ByHash, new { hash }) is { } row
            ? new TokenHolder
            {
                Network = network,
                Kind = CallerKind.User,
                UserId = row.UserId,
                InternalId = row.InternalId,
                TokenHash = hash,
                DeviceId = row.DeviceId,
                IsVerified = row.IsVerified,
                ExpiresAt = row.ExpiresAt,
            }
            : null;
    }

    // An administrator's token is not superseded; authentication also gives a new one its user row.
    private async ValueTask<TokenHolder?> Administrator(Network network, string token, string hash)
    {
        if (await authenticator.Authenticate(token) is not { Kind: CallerKind.Administrator } caller)
        {
            return null;
        }

        return new TokenHolder
        {
            Network = network,
            Kind = CallerKind.Administrator,
            UserId = caller.UserId,
            InternalId = caller.InternalId,
            TokenHash = hash,
            DeviceId = caller.SessionId,
            IsVerified = true,
            ExpiresAt = caller.Life!.ExpiresAt,
        };
    }

    private const string ByHash = """
        select s.device_id,
               s.is_verified,
               s.expires_at,
               u.user_id,
               u.internal_id
        from sessions s
        join users u on u.user_id = s.user_id
        where s.token_hash = @hash
          and not u.is_deleted
          and not u.is_global_banned
        """;

    private sealed record Row
    {
        public string DeviceId { get; init; } = "";

        public bool IsVerified { get; init; }

        public long ExpiresAt { get; init; }

        public string UserId { get; init; } = "";

        public string InternalId { get; init; } = "";
    }
}
