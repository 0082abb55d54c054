using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Modules.Users;

namespace Amity.Modules.Presence;

/// <summary>Who is banned or deleted is not online.</summary>
internal sealed class EndOfPresence(Heartbeats heartbeats) : IInWrite<UserGloballyBanned>, IInWrite<UserDeleted>
{
    public Task On(UserGloballyBanned raised, IWrite tx)
    {
        Forget(tx, raised.UserId);
        return Task.CompletedTask;
    }

    public Task On(UserDeleted raised, IWrite tx)
    {
        Forget(tx, raised.UserId);
        return tx.Run(Delete, new { raised.UserId });
    }

    private void Forget(IWrite tx, string userId)
    {
        var database = tx.Database;
        tx.AfterCommit(() => heartbeats.Forget(database, userId));
    }

    private const string Delete = """
        delete from presence_users
        where user_id = @UserId
        """;
}
