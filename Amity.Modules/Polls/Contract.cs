using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Core.Time;

namespace Amity.Modules.Polls;

/// <summary>A poll as the API answers it to one caller.</summary>
public sealed record PollBody
{
    public required string PollId { get; init; }

    /// <summary>The creator's public id.</summary>
    public required string UserId { get; init; }

    public required string UserPublicId { get; init; }

    public required string UserInternalId { get; init; }

    public required string Question { get; init; }

    /// <summary>In the order in which they were given.</summary>
    public required IReadOnlyList<PollAnswerBody> Answers { get; init; }

    /// <summary><c>single</c> or <c>multiple</c>.</summary>
    public required string AnswerType { get; init; }

    /// <summary><c>open</c> or <c>closed</c>; a poll closes by itself at <see cref="ClosedAt"/>.</summary>
    public required string Status { get; init; }

    /// <summary>Whether the caller has voted.</summary>
    public required bool IsVoted { get; init; }

    /// <summary>Milliseconds from its creation until it closes; absent for a poll without an end.</summary>
    public long? ClosedIn { get; init; }

    public Instant? ClosedAt { get; init; }

    public required bool IsDeleted { get; init; }

    public required Instant CreatedAt { get; init; }

    public required Instant UpdatedAt { get; init; }
}

/// <summary>An answer of a poll.</summary>
public sealed record PollAnswerBody
{
    public required string Id { get; init; }

    public required string DataType { get; init; }

    public required string Data { get; init; }

    public required long VoteCount { get; init; }

    /// <summary>Whether the caller has voted for it.</summary>
    public required bool IsVotedByUser { get; init; }
}

/// <summary>Polls for other modules' answers.</summary>
public static class PollPayloads
{
    /// <summary>The polls with these ids as the caller sees them, deleted ones too, in the order of the ids; unknown ids are left out. At most 100 ids.</summary>
    public static async Task<IReadOnlyList<PollBody>> ByIds(IRead db, Caller caller, IEnumerable<string> pollIds)
    {
        var ids = pollIds.Distinct().ToArray();
        if (ids.Length == 0)
        {
            return [];
        }

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
            ClosedIn = ClosedIn,
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

/// <summary>What other modules need to know of a poll before they act on it.</summary>
public sealed record PollFacts
{
    public string PollId { get; init; } = "";

    /// <summary>The creator's public id.</summary>
    public string UserId { get; init; } = "";

    /// <summary>The child post that shows the poll; null until one does. Who may see that post may see the poll and vote.</summary>
    public string? PostId { get; init; }

    public bool IsDeleted { get; init; }

    /// <summary>The facts of a poll, a deleted one too; null when it is unknown.</summary>
    public static Task<PollFacts?> Of(IRead db, string pollId) => db.One<PollFacts>(ById, new { pollId });

    private const string ById = """
        select poll_id,
               user_id,
               post_id,
               is_deleted
        from polls
        where poll_id = @pollId
        """;
}

/// <summary>Changes of polls that other modules make inside their own writes.</summary>
public static class PollCommands
{
    /// <summary>
    /// Remembers the child post that shows the poll. Only the creator may show a live poll, and in one post only:
    /// <see cref="ErrorKind.NotFound"/> and <see cref="ErrorKind.BadRequest"/> otherwise.
    /// </summary>
    public static async Task Show(IWrite tx, Caller caller, string pollId, string postId)
    {
        if (await PollFacts.Of(tx, pollId) is not { IsDeleted: false } poll || poll.UserId != caller.UserId)
        {
            throw Refuse.NotFound("Poll");
        }

        if (poll.PostId is not null)
        {
            throw Refuse.BadRequest("The poll is in another post already.");
        }

        await tx.Run(SetPost, new { pollId, postId });
    }

    private const string SetPost = """
        update polls
        set post_id = @postId
        where poll_id = @pollId
        """;
}
