using System.Text.Json.Nodes;
using Amity.Core.Events;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Pipeline;
using Amity.Core.Time;
using Amity.Modules.Audit;
using Amity.Modules.Users;

namespace Amity.Modules.Sessions;

/// <summary>
/// Tokens are dead for good, for connections too, whatever ended them: a revocation, a ban, a deletion, another user on the device. Not raised for a token that
/// its own user superseded: that one still opens connections until it expires.
/// </summary>
/// <param name="Hashes">Of the tokens, unless the user's are meant.</param>
/// <param name="UserId">Whose tokens ended, all of them; null where some single ones did.</param>
public sealed record TokensEnded(IReadOnlyList<string> Hashes, string? UserId = null) : IEvent;

/// <summary>Whose token it is, for connections that outlive a call. What the holder may do is asked for when it does something.</summary>
public sealed record TokenHolder
{
    public required Network Network { get; init; }

    public required CallerKind Kind { get; init; }

    public required string UserId { get; init; }

    public required string InternalId { get; init; }

    public required string TokenHash { get; init; }

    public required string DeviceId { get; init; }

    /// <summary>Whether the session was opened with an authentication token: without one it has no rights in the whole network.</summary>
    public required bool IsVerified { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public required long ExpiresAt { get; init; }
}

/// <summary>Looks tokens up for connections.</summary>
public interface ITokenHolders
{
    /// <summary>
    /// Who holds the token: also one that its own user has superseded on the same device. Null for one that is unknown, expired or revoked,
    /// and where the user is banned or deleted.
    /// </summary>
    ValueTask<TokenHolder?> Of(string token);

    /// <summary>The network that made the token, dead or alive; null for what is no token of this server.</summary>
    ValueTask<Network?> Maker(string token);
}

/// <summary>The answer to a registration.</summary>
public sealed record SessionBody
{
    public required string AccessToken { get; init; }

    /// <summary>For SDKs that expect one; there is no operation that takes it.</summary>
    public required string RefreshToken { get; init; }

    public required Instant IssuedAt { get; init; }

    public required Instant ExpiresAt { get; init; }

    /// <summary>Newer SDKs treat anything else as a visitor.</summary>
    public string UserType => "signed-in";

    public required IReadOnlyList<UserBody> Users { get; init; }

    public IReadOnlyList<RawJson> Files { get; init; } = [];
}

/// <summary>Administrators' tokens, for the command line and the control plane.</summary>
public static class AdminTokens
{
    public const int MostDays = 3650;

    public static readonly TimeSpan UsualLifetime = TimeSpan.FromDays(365);

    /// <summary>
    /// Makes a token with administrator rights in the network and stores its hash. The token is answered once and cannot be read again.
    /// Works beside a running server, which looks the token up when it first sees it. Refused for the name of a user who is no administrator, was
    /// deleted or is banned: such a token would be dead.
    /// </summary>
    /// <param name="network">Whose.</param>
    /// <param name="name">Who or what uses it; also the administrator's user id.</param>
    /// <param name="lifetime">Until it expires.</param>
    /// <param name="time">The clock.</param>
    /// <param name="actor">Who makes it, in the server's process; the command line when left out.</param>
    public static async Task<string> Create(Network network, string name, TimeSpan lifetime, TimeProvider time, AuditActor? actor = null)
    {
        var token = NewAdminToken.Of(network, name, lifetime, time);
        await network.Database.Write(async tx =>
        {
            var tokenId = await token.Store(tx);
            if (actor is not null)
            {
                // By the server itself, which writes users as well: nobody else can become this one before the token is used.
                await Administrator.Register(tx, name);
            }

            var target = new JsonObject { ["name"] = name, ["tokenId"] = tokenId }.ToJsonString();
            await AuditEntries.Add(tx, new AuditEntry(actor ?? AuditActor.Command, "createAdminToken", network.Id, target, []));
            return tokenId;
        });
        return token.Text;
    }
}
