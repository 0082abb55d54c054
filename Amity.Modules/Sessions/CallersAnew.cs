using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Modules.Users;

namespace Amity.Modules.Sessions;

/// <summary>
/// A session in memory remembers what its user may do. When the user's roles change, it is forgotten and read anew at its next call: the
/// token itself lives on. When a role changes, <see cref="RoleMatrices"/> does the same to all sessions at once.
/// </summary>
internal sealed class CallersAnew(LiveSessions live) : IInWrite<UserRolesChanged>
{
    public async Task On(UserRolesChanged raised, IWrite tx)
    {
        var hashes = await UserSessions.HashesOf(tx, raised.UserId);
        hashes.AddRange(await UserSessions.AdminHashesOf(tx, raised.UserId));
        tx.AfterCommit(() => live.End(hashes));
    }
}
