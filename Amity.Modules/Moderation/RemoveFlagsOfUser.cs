using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Modules.Jobs;
using Amity.Modules.Users;

namespace Amity.Modules.Moderation;

/// <summary>Removes the flags on a user who was deleted: there is nothing left to judge, and nobody could take their own back.</summary>
internal sealed class RemoveFlagsOfUser : IInWrite<UserDeleted>, IJob
{
    private const int MostRows = 100;

    public string Kind => "flags.ofUser";

    public Task On(UserDeleted raised, IWrite tx) => JobQueue.Start(tx, Kind, raised.UserId);

    public async Task<bool> Step(IWrite tx, string argument) => await FlagCommands.Remove(tx, "user", argument, MostRows) < MostRows;
}
