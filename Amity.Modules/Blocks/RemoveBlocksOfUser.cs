using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Modules.Jobs;
using Amity.Modules.Users;

namespace Amity.Modules.Blocks;

/// <summary>Removes the blocks that a deleted user made, and those that others made of it: there may be any number of these.</summary>
internal sealed class RemoveBlocksOfUser : IInWrite<UserDeleted>, IJob
{
    private const int MostRows = 100;

    public string Kind => "blocks.ofUser";

    public async Task On(UserDeleted raised, IWrite tx)
    {
        if (await tx.One<string>(Any, new { raised.UserId }) is not null)
        {
            await JobQueue.Start(tx, Kind, raised.UserId);
        }
    }

    public async Task<bool> Step(IWrite tx, string argument)
    {
        var removed = await tx.Run(DeleteOwn, new { userId = argument, most = MostRows });
        removed += await tx.Run(DeleteOthers, new { userId = argument, most = MostRows - removed });
        return removed < MostRows;
    }

    private const string Any = """
        select block_id
        from blocks
        where user_id = @UserId
           or blocked_user_id = @UserId
        limit 1
        """;

    private const string DeleteOwn = """
        delete from blocks
        where user_id = @userId
          and blocked_user_id in (select blocked_user_id
                                  from blocks
                                  where user_id = @userId
                                  limit @most)
        """;

    private const string DeleteOthers = """
        delete from blocks
        where blocked_user_id = @userId
          and user_id in (select user_id
                          from blocks
                          where blocked_user_id = @userId
                          limit @most)
        """;
}
