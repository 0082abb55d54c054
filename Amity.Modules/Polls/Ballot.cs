using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.Pipeline;

namespace Amity.Modules.Polls;

/// <summary>What a user votes for in a poll, as a whole: one answer, or several where the poll takes several.</summary>
internal static class Ballot
{
    public static Checks Answers(this Checks check, IReadOnlyList<string>? answerIds, int min) => check
        .Items(answerIds, "answerIds", PollInput.MostAnswers, maxLength: 900, min)
        .That(answerIds is null || answerIds.Distinct().Count() == answerIds.Count, "The 'answerIds' field must not name an answer twice.");

    /// <summary>
    /// Counts the caller's vote for these answers of the poll. <see cref="ErrorKind.BadRequest"/> for an unknown answer, for several where
    /// one is asked for, and for a second vote.
    /// </summary>
    public static async Task Cast(IWrite tx, Caller caller, PollFacts poll, IReadOnlyList<string> answerIds)
    {
        if (poll.AnswerType == "single" && answerIds.Count > 1)
        {
            throw Refuse.BadRequest("The poll takes one answer only.");
        }

        var (pollId, userId, now) = (poll.PollId, caller.UserId, tx.Now);
        var known = await tx.Many<string>(OfPoll, new { pollId });
        if (answerIds.Except(known).Any())
        {
            throw Refuse.BadRequest("The poll has no such answer.");
        }

        if (await tx.Run(InsertVoter, new { pollId, userId, now }) == 0)
        {
            throw Refuse.BadRequest("User has already voted.");
        }

        foreach (var answerId in answerIds)
        {
            await tx.Run(InsertVote, new { voteId = tx.NewId(), pollId, answerId, userId, now });
        }

        await Count(tx, pollId, answerIds, 1);
    }

    /// <summary>The most rows that <see cref="TakeBack"/> touches.</summary>
    public const int MostRowsOfOne = (2 * PollInput.MostAnswers) + 2;

    /// <summary>Takes back what the user voted for, if anything. Answers how many rows it touched.</summary>
    public static async Task<int> TakeBack(IWrite tx, string userId, string pollId)
    {
        var args = new { pollId, userId };
        var answerIds = await tx.Many<string>(OfVoter, args);
        if (answerIds.Count == 0)
        {
            return 0;
        }

        await tx.Run(DeleteVotes, args);
        await tx.Run(DeleteVoter, args);
        await Count(tx, pollId, answerIds, -1);
        return (2 * answerIds.Count) + 2;
    }

    private static async Task Count(IWrite tx, string pollId, IReadOnlyList<string> answerIds, int by)
    {
        await tx.Run(CountAnswers, new { answerIds, by });
        await tx.Run(Touch, new { pollId, now = tx.Now });
    }

    private const string OfPoll = """
        select answer_id
        from poll_answers
        where poll_id = @pollId
        limit 10
        """;

    private const string OfVoter = """
        select answer_id
        from poll_votes
        where poll_id = @pollId
          and user_id = @userId
        limit 10
        """;

    private const string InsertVoter = """
        insert into poll_voters (poll_id, user_id, created_at)
        values (@pollId, @userId, @now)
        on conflict (poll_id, user_id) do nothing
        """;

    private const string InsertVote = """
        insert into poll_votes (vote_id, poll_id, answer_id, user_id, created_at)
        values (@voteId, @pollId, @answerId, @userId, @now)
        """;

    private const string DeleteVotes = """
        delete from poll_votes
        where poll_id = @pollId
          and user_id = @userId
        """;

    private const string DeleteVoter = """
        delete from poll_voters
        where poll_id = @pollId
          and user_id = @userId
        """;

    private const string CountAnswers = """
        update poll_answers
        set vote_count = vote_count + @by
        where answer_id in @answerIds
        """;

    // A client drops what is not newer than what it shows.
    private const string Touch = """
        update polls
        set updated_at = @now
        where poll_id = @pollId
        """;
}
