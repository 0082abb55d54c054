using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Modules.Jobs;
using Amity.Modules.Users;

namespace Amity.Modules.Polls;

/// <summary>
/// Deletes the polls of a user for good who was deleted with all they did, and the votes in them. No post of another shows one of them, and
/// the user's own go first: this module listens after that of the posts.
/// </summary>
internal sealed class RemovePollsByUser : IInWrite<UserDeleted>, IJob
{
    private const int MostRows = 100;

    public string Kind => "polls.byUser";

    public Task On(UserDeleted raised, IWrite tx) => raised.DeleteAll ? JobQueue.Start(tx, Kind, raised.UserId) : Task.CompletedTask;

    public async Task<bool> Step(IWrite tx, string argument)
    {
        for (var left = MostRows; left >= Ballot.MostRowsOfOne;)
        {
            if (await tx.One<string>(Some, new { userId = argument }) is not { } pollId)
            {
                return true;
            }

            left -= await tx.One<string>(Voter, new { pollId }) is { } voter
                ? await Ballot.TakeBack(tx, voter, pollId)
                : await tx.Run(DeleteAnswers, new { pollId }) + await tx.Run(Delete, new { pollId });
        }

        return false;
    }

    private const string Some = """
        select poll_id
        from polls
        where user_id = @userId
        limit 1
        """;

    private const string Voter = """
        select user_id
        from poll_voters
        where poll_id = @pollId
        limit 1
        """;

    private const string DeleteAnswers = """
        delete from poll_answers
        where poll_id = @pollId
        """;

    private const string Delete = """
        delete from polls
        where poll_id = @pollId
        """;
}
