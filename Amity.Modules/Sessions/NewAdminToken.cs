using Amity.Core.Data;
using Amity.Core.Identity;

namespace Amity.Modules.Sessions;

/// <summary>An administrator's token that is about to be stored. Signed before the write, where nothing slow has its place.</summary>
internal sealed record NewAdminToken(string Text, string Name, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    public static NewAdminToken Of(Network network, string name, TimeSpan lifetime, TimeProvider time)
    {
        var issuedAt = time.GetUtcNow();
        var expiresAt = issuedAt + lifetime;
        return new(AccessToken.Issue(network, new(name, "", name, null, AccessToken.Random()), issuedAt, expiresAt), name, issuedAt, expiresAt);
    }

    /// <summary>Stores the hash and answers the id, or refuses the name. Some that have expired go with it: as many come as go.</summary>
    public async Task<string> Store(IWrite tx)
    {
        (await Administrator.Of(tx, Name)).Demand(Name);
        var tokenId = tx.NewId();
        await tx.Run(Insert, new
        {
            tokenId,
            hash = AccessToken.Hash(Text),
            Name,
            createdAt = IssuedAt.ToUnixTimeMilliseconds(),
            expiresAt = ExpiresAt.ToUnixTimeMilliseconds(),
        });
        await tx.Run(DeleteExpired, new { now = IssuedAt.ToUnixTimeMilliseconds() });
        return tokenId;
    }

    private const string Insert = """
        insert into admin_tokens (token_id, token_hash, name, created_at, expires_at)
        values (@tokenId, @hash, @Name, @createdAt, @expiresAt)
        """;

    private const string DeleteExpired = """
        delete from admin_tokens
        where token_id in (select token_id from admin_tokens where expires_at <= @now order by expires_at limit 10)
        """;
}
