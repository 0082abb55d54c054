using Amity.Core.Data;
using Amity.Modules.Comments;
using Amity.Modules.Posts;

namespace Amity.Modules.Reactions;

public static partial class ReactionCommands
{
    /// <summary>
    /// Removes reactions to a post or a comment that is going for good, and counts them off. Answers how many rows it touched: less than
    /// it may means that none is left.
    /// </summary>
    /// <param name="tx">The write.</param>
    /// <param name="referenceType"><c>post</c> or <c>comment</c>.</param>
    /// <param name="referenceId">The item.</param>
    /// <param name="mostRows">How many rows it may touch, at least 3.</param>
    public static async Task<int> Remove(IWrite tx, string referenceType, string referenceId, int mostRows)
    {
        var (touched, removed) = (0, 0);
        while (touched + 2 < mostRows && await tx.One<NameRow>(SomeName, new { referenceType, referenceId }) is { } name)
        {
            var some = Math.Min((int)name.Count, mostRows - touched - 2);
            await tx.Run(Delete, new { referenceType, referenceId, name.ReactionName, some });
            await ReactionCounts.Add(tx, referenceType, referenceId, name.ReactionName, -some);
            touched += some + 1;
            removed += some;
        }

        if (removed > 0)
        {
            touched++;
            await (referenceType == "post"
                ? PostCounters.AddReactions(tx, referenceId, -removed)
                : CommentCounters.AddReactions(tx, referenceId, -removed));
        }

        return await tx.One<NameRow>(SomeName, new { referenceType, referenceId }) is null ? touched : mostRows;
    }

    private const string SomeName = """
        select reaction_name,
               count
        from reaction_counts
        where reference_type = @referenceType
          and reference_id = @referenceId
        limit 1
        """;

    private const string Delete = """
        delete from reactions
        where reaction_id in (select reaction_id
                              from reactions
                              where reference_type = @referenceType
                                and reference_id = @referenceId
                                and reaction_name = @ReactionName
                              limit @some)
        """;

    private sealed record NameRow
    {
        public string ReactionName { get; init; } = "";

        public long Count { get; init; }
    }
}
