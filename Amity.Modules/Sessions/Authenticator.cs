using System.Collections.Frozen;
using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Modules.Roles;
using Amity.Modules.Users;

namespace Amity.Modules.Sessions;

/// <summary>Finds the caller behind an access token or an administrator's token: in memory, else in the network that signed it.</summary>
internal sealed class Authenticator(INetworks networks, LiveSessions live, RoleMatrices matrices, TimeProvider time) : IAuthenticator
{
    public ValueTask<Caller?> Authenticate(string token)
    {
        var hash = AccessToken.Hash(token);
        return live.Find(hash) is { } caller ? new ValueTask<Caller?>(caller) : Load(token, hash);
    }

    private async ValueTask<Caller?> Load(string token, string hash)
    {
        var endings = live.Endings;
        if (await AccessToken.NetworkOf(token, networks) is not { } network)
        {
            return null;
        }

        var caller = await User(network, hash) ?? await Administrator(network, hash);
        if (caller is null || caller.Life!.ExpiresAt <= time.GetUtcNow().ToUnixTimeMilliseconds())
        {
            return null;
        }

        live.Add(hash, caller, endings);
        return caller;
    }

    public async Task<bool> MayStillAct(IRead db, Caller caller) => await UserFacts.Of(db, caller.UserId) is { IsBarred: false };

    private async Task<Caller?> User(Network network, string hash)
    {
        var matrix = matrices.Of(network);
        using var read = network.Database.Read();
        if (await read.One<SessionRow>(SessionByHash, new { hash }) is not { } row)
        {
            return null;
        }

        // Whoever knows the API key can open a session of any user: only the application's own server can vouch for one who has rights.
        var permissions = row.IsVerified ? await RolePermissions.InNetwork(read, row.UserId) : [];
        return new Caller
        {
            Network = network,
            Kind = CallerKind.User,
            UserId = row.UserId,
            InternalId = row.InternalId,
            SessionId = row.SessionId,
            Permissions = permissions.ToFrozenSet(),
            Life = new SessionLife(row.ExpiresAt, row.IsVerified ? matrix : null),
        };
    }

    /// <summary>
    /// The token may have been made by the command line beside a running server, which writes tokens and no users: the server gives the
    /// administrator a user row when the token is first seen. A token never makes an administrator of a user who is there and is none.
    /// </summary>
    private static async Task<Caller?> Administrator(Network network, string hash)
    {
        AdminRow? row;
        Administrator administrator;
        using (var read = network.Database.Read())
        {
            row = await read.One<AdminRow>(AdminByHash, new { hash });
            administrator = row is null ? default : await Sessions.Administrator.Of(read, row.Name);
        }

        if (row is null)
        {
            return null;
        }

        if (administrator.IsNew)
        {
            administrator = await network.Database.Write(tx => Sessions.Administrator.Register(tx, row.Name));
        }

        // Somebody else became the user before the token was used, or who was an administrator is none any more.
        if (!administrator.MayAct)
        {
            return null;
        }

        return new Caller
        {
            Network = network,
            Kind = CallerKind.Administrator,
            UserId = row.Name,
            InternalId = administrator.InternalId,
            SessionId = row.TokenId,
            Permissions = FrozenSet<string>.Empty,
            Life = new SessionLife(row.ExpiresAt),
        };
    }

    private const string SessionByHash = """
        select s.session_id,
               s.is_verified,
               s.expires_at,
               u.user_id,
               u.internal_id
        from sessions s
        join users u on u.user_id = s.user_id
        where s.token_hash = @hash
          and s.superseded_at is null
          and not u.is_deleted
          and not u.is_global_banned
        """;

    private const string AdminByHash = """
        select token_id,
               name,
               expires_at
        from admin_tokens
        where token_hash = @hash
          and revoked_at is null
        """;

    private sealed record SessionRow
    {
        public string SessionId { get; init; } = "";

        public bool IsVerified { get; init; }

        public long ExpiresAt { get; init; }

        public string UserId { get; init; } = "";

        public string InternalId { get; init; } = "";
    }

    private sealed record AdminRow
    {
        public string TokenId { get; init; } = "";

        public string Name { get; init; } = "";

        public long ExpiresAt { get; init; }
    }
}
