using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Modules.Users;

namespace Amity.Modules.Sessions;

/// <summary>
/// Ends all tokens of a user who is banned or deleted. An administrator's token under the user's name rests while the ban lasts, and is
/// revoked with a deletion.
/// </summary>
internal sealed class EndOfUsers(LiveSessions live) : IInWrite<UserGloballyBanned>, IInWrite<UserDeleted>
{
    public Task On(UserGloballyBanned raised, IWrite tx) => End(tx, raised.UserId);

    public async Task On(UserDeleted raised, IWrite tx)
    {
        await End(tx, raised.UserId);
        await tx.Run(Revoke, new { raised.UserId, now = tx.Now });
    }

    private async Task End(IWrite tx, string userId)
    {
        var hashes = await UserSessions.Remove(tx, userId);
        hashes.AddRange(await tx.Many<string>(AdminTokens, new { userId }));

        // Also now: what waits in the writer's queue looks at the user again when its caller's life is over. Should this write fail, they are
        // looked up anew and live on.
        live.End(hashes);
        tx.AfterCommit(() => live.End(hashes));
    }

    private const string AdminTokens = """
        select token_hash
        from admin_tokens
        where name = @userId
          and revoked_at is null
        limit 1000
        """;

    private const string Revoke = """
        update admin_tokens
        set revoked_at = @now
        where name = @UserId
          and revoked_at is null
        """;
}
