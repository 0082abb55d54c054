using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Time;
using Amity.Modules.Users;

namespace Amity.Modules.Sessions;

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
    /// <summary>
    /// Makes a token with administrator rights in the network and stores its hash. The token is answered once and cannot be read again.
    /// Works beside a running server, which looks the token up when it first sees it. Refuses a name whose user was deleted or is banned:
    /// such a token would be dead.
    /// </summary>
    public static async Task<string> Create(Network network, string name, TimeSpan lifetime, TimeProvider time)
    {
        var issuedAt = time.GetUtcNow();
        var expiresAt = issuedAt + lifetime;
        var token = AccessToken.Issue(network, new(name, "", name, null, AccessToken.Random()), issuedAt, expiresAt);
        var hash = AccessToken.Hash(token);
        await network.Database.Write(async tx =>
        {
            if (await UserFacts.Of(tx, name) is { IsBarred: true } user)
            {
                throw Refuse.Forbidden($"The user '{name}' {(user.IsDeleted ? "was deleted" : "is banned")}: give the token another name.");
            }

            return await tx.Run(Insert, new
            {
                tokenId = tx.NewId(),
                hash,
                name,
                createdAt = issuedAt.ToUnixTimeMilliseconds(),
                expiresAt = expiresAt.ToUnixTimeMilliseconds(),
            });
        });
        return token;
    }

    private const string Insert = """
        insert into admin_tokens (token_id, token_hash, name, created_at, expires_at)
        values (@tokenId, @hash, @name, @createdAt, @expiresAt)
        """;
}
