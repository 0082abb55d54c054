using System.Text.Json.Serialization;
using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Core.Paging;
using Amity.Core.Time;
using Amity.Modules.Users;

namespace Amity.Modules.Polls;

/// <summary>The POLL family of answers.</summary>
public sealed record PollsBody
{
    public static readonly PollsBody Empty = new();

    public IReadOnlyList<PollBody> Polls { get; init; } = [];

    /// <summary>The creators.</summary>
    public IReadOnlyList<UserBody> Users { get; init; } = [];

    public IReadOnlyList<RawJson> Files { get; init; } = [];

    /// <summary>What a write leaves to be read after its commit.</summary>
    internal string? WrittenId { get; init; }

    internal static PollsBody Written(string pollId) => new() { WrittenId = pollId };

    internal static async Task<PollsBody> Of(IRead db, Caller caller, string pollId)
    {
        var polls = await PollPayloads.ByIds(db, caller, [pollId]);
        return new PollsBody
        {
            Polls = polls,
            Users = await UserPayloads.ByIds(db, caller, polls.Select(poll => poll.UserId)),
        };
    }
}

/// <summary>One page of those who voted for an answer.</summary>
public sealed record VotersBody
{
    public required IReadOnlyList<PollBody> Polls { get; init; }

    [JsonPropertyName("UsersAnswered")]
    public required IReadOnlyList<VoterBody> UsersAnswered { get; init; }

    public required IReadOnlyList<UserBody> Users { get; init; }

    public IReadOnlyList<RawJson> Files { get; init; } = [];

    public required Paging Paging { get; init; }
}

/// <summary>Somebody who voted.</summary>
public sealed record VoterBody
{
    /// <summary>The voter's public id.</summary>
    public required string UserId { get; init; }

    public required string PollId { get; init; }

    /// <summary>All that the user voted for in this poll.</summary>
    public required IReadOnlyList<string> AnswerIds { get; init; }

    /// <summary>When the user voted.</summary>
    public required Instant CreatedAt { get; init; }
}
