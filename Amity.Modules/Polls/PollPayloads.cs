using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Time;

namespace Amity.Modules.Polls;

public static partial class PollPayloads
{
    /// <summary>The polls with these ids as the caller sees them, deleted ones too, in the order of the ids; unknown ids are left out. At most 100 ids.</summary>
    public static async Task<IReadOnlyList<PollBody>> ByIds(IRead db, Caller caller, IEnumerable<string> pollIds)
    {
        var ids = pollIds.Distinct().ToArray();
        if (ids.Length == 0)
        {
            return [];
        }

        // Whether they are open changes by itself.
        db.RestOnTime();
        var now = Math.Max(caller.Network.Database.Now, await db.LastInstant());
        var args = new { ids, callerId = caller.UserId };
        var polls = (await db.Many<PollRow>(Polls, args)).ToDictionary(row => row.PollId);
        var answers = (await db.Many<AnswerRow>(Answers, args)).ToLookup(row => row.PollId);
        var mine = (await db.Many<string>(Mine, args)).ToHashSet();
        return [.. ids.Where(polls.ContainsKey).Select(id => polls[id].ToBody([.. answers[id].Select(row => row.ToBody(mine))], now))];
    }

    private const string Polls = """
        select p.poll_id,
               p.user_id,
               u.internal_id as UserInternalId,
               p.question,
               p.answer_type,
               p.closed_in,
               p.closed_at,
               p.is_deleted,
               p.created_at,
               p.updated_at
        from polls p
        join users u on u.user_id = p.user_id
        where p.poll_id in @ids
        limit 100
        """;

    private const string Answers = """
        select poll_id,
               answer_id,
               data_type,
               data,
               vote_count
        from poll_answers
        where poll_id in @ids
        order by poll_id, position
        limit 1000
        """;

    private const string Mine = """
        select answer_id
        from poll_votes
        where poll_id in @ids
          and user_id = @callerId
        limit 1000
        """;

    private sealed record PollRow
    {
        public string PollId { get; init; } = "";

        public string UserId { get; init; } = "";

        public string UserInternalId { get; init; } = "";

        public string Question { get; init; } = "";

        public string AnswerType { get; init; } = "";

        public long? ClosedIn { get; init; }

        public long? ClosedAt { get; init; }

        public bool IsDeleted { get; init; }

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }

        public PollBody ToBody(IReadOnlyList<PollAnswerBody> answers, long now) => new()
        {
            PollId = PollId,
            UserId = UserId,
            UserPublicId = UserId,
            UserInternalId = UserInternalId,
            Question = Question,
            Answers = answers,
            AnswerType = AnswerType,
            Status = ClosedAt <= now ? "closed" : "open",
            IsVoted = answers.Any(answer => answer.IsVotedByUser),
            ClosedIn = ClosedIn ?? 0,
            ClosedAt = ClosedAt is { } closedAt ? (Instant)closedAt : null,
            IsDeleted = IsDeleted,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
        };
    }

    private sealed record AnswerRow
    {
        public string PollId { get; init; } = "";

        public string AnswerId { get; init; } = "";

        public string DataType { get; init; } = "";

        public string Data { get; init; } = "";

        public long VoteCount { get; init; }

        public PollAnswerBody ToBody(HashSet<string> mine) => new()
        {
            Id = AnswerId,
            DataType = DataType,
            Data = Data,
            VoteCount = VoteCount,
            IsVotedByUser = mine.Contains(AnswerId),
        };
    }
}
