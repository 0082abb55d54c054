using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Modules.Jobs;
using Amity.Modules.Users;

namespace Amity.Modules.Polls;

/// <summary>
/// Takes back the votes of a user who was deleted with all they did, from closed polls too, and counts them off. Otherwise they stay: a
/// result does not change because a voter has gone.
/// </summary>
internal sealed class RemoveVotesByUser : IInWrite<UserDeleted>, IJob
{
    private const int MostRows = 100;

    public string Kind => "votes.byUser";

    public Task On(UserDeleted raised, IWrite tx) => raised.DeleteAll ? JobQueue.Start(tx, Kind, raised.UserId) : Task.CompletedTask;

    public async Task<bool> Step(IWrite tx, string argument)
    {
        for (var left = MostRows; left >= Ballot.MostRowsOfOne;)
        {
            if (await tx.One<string>(Some, new { userId = argument }) is not { } pollId)
            {
                return true;
            }

            left -= await Ballot.TakeBack(tx, argument, pollId);
        }

        return false;
    }

    private const string Some = """
        select poll_id
        from poll_voters
        where user_id = @userId
        limit 1
        """;
}
