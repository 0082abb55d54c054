using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Events;
using Amity.Core.Identity;
using Amity.Core.Time;

namespace Amity.Modules.Polls;

/// <summary>A poll was closed by its creator, or deleted.</summary>
public sealed record PollEnded(string PollId, bool IsDeleted) : IEvent;

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

    /// <summary>Milliseconds from its creation until it closes; 0 for a poll without an end, which a client would take for closed without a number.</summary>
    public required long ClosedIn { get; init; }

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
public static partial class PollPayloads;

/// <summary>What other modules need to know of a poll before they act on it.</summary>
public sealed record PollFacts
{
    public string PollId { get; init; } = "";

    /// <summary>The creator's public id.</summary>
    public string UserId { get; init; } = "";

    /// <summary>The child post that shows the poll; null until one does. Who may see that post may see the poll and vote.</summary>
    public string? PostId { get; init; }

    /// <summary><c>single</c> or <c>multiple</c>.</summary>
    public string AnswerType { get; init; } = "";

    /// <summary>When it closes or was closed; null for one without an end.</summary>
    public long? ClosedAt { get; init; }

    public bool IsDeleted { get; init; }

    /// <summary>The facts of a poll, a deleted one too; null when it is unknown.</summary>
    public static Task<PollFacts?> Of(IRead db, string pollId) => db.One<PollFacts>(ById, new { pollId });

    private const string ById = """
        select poll_id,
               user_id,
               post_id,
               answer_type,
               closed_at,
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
