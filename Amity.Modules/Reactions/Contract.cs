using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Core.Identity;

namespace Amity.Modules.Reactions;

/// <summary>A user reacted to a thing, or took a reaction back.</summary>
/// <param name="ReferenceType"><c>post</c> or <c>comment</c>.</param>
/// <param name="ReferenceId">Of the thing.</param>
/// <param name="ReactionId">Of the one that was added or removed.</param>
/// <param name="ReactionName">Its name.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="IsAdded">Whether it was added.</param>
public sealed record ReactionChanged(
    string ReferenceType, string ReferenceId, string ReactionId, string ReactionName, string UserId, bool IsAdded) : IEvent;

/// <summary>The reactions to one item as the caller sees them.</summary>
public sealed record ReactionSummary
{
    public static readonly ReactionSummary None = new();

    /// <summary>Name to count.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>();

    /// <summary>The names that the caller put there, oldest first.</summary>
    public IReadOnlyList<string> Mine { get; init; } = [];
}

/// <summary>Changes of reactions that other modules make inside their own writes.</summary>
public static partial class ReactionCommands;

/// <summary>Reactions for other modules' answers.</summary>
public static class ReactionSummaries
{
    /// <summary>The summaries of these items; an item without reactions is left out. At most 1000 ids.</summary>
    /// <param name="db">The reader of the answer.</param>
    /// <param name="caller">Whose reactions are <see cref="ReactionSummary.Mine"/>.</param>
    /// <param name="referenceType"><c>post</c>, <c>comment</c>, <c>message</c> or <c>story</c>.</param>
    /// <param name="referenceIds">The items.</param>
    public static async Task<IReadOnlyDictionary<string, ReactionSummary>> Of(
        IRead db, Caller caller, string referenceType, IReadOnlyCollection<string> referenceIds)
    {
        if (referenceIds.Count == 0)
        {
            return new Dictionary<string, ReactionSummary>();
        }

        var args = new { referenceType, ids = referenceIds, callerId = caller.UserId };
        var mine = (await db.Many<MineRow>(Mine, args)).ToLookup(row => row.ReferenceId, row => row.ReactionName);
        return (await db.Many<CountRow>(Counts, args))
            .GroupBy(row => row.ReferenceId)
            .ToDictionary(
                rows => rows.Key,
                rows => new ReactionSummary
                {
                    Counts = rows.ToDictionary(row => row.ReactionName, row => row.Count),
                    Mine = [.. mine[rows.Key]],
                });
    }

    // The number of names on an item is bounded by its reactions; ten thousand is far above what any client shows.
    private const string Counts = """
        select reference_id,
               reaction_name,
               count
        from reaction_counts
        where reference_type = @referenceType
          and reference_id in @ids
        order by reference_id, reaction_name
        limit 10000
        -- rests on reaction_counts.reference_id @ids
        """;

    private const string Mine = """
        select reference_id,
               reaction_name
        from reactions
        where reference_type = @referenceType
          and reference_id in @ids
          and user_id = @callerId
        order by reaction_id
        limit 10000
        -- rests on reactions.reference_id @ids
        """;

    private sealed record CountRow
    {
        public string ReferenceId { get; init; } = "";

        public string ReactionName { get; init; } = "";

        public long Count { get; init; }
    }

    private sealed record MineRow
    {
        public string ReferenceId { get; init; } = "";

        public string ReactionName { get; init; } = "";
    }
}
