using Amity.Core.Data;

namespace Amity.Modules.Reactions;

/// <summary>How many reactions of each name an item has. A name without one has no row.</summary>
internal static class ReactionCounts
{
    public static async Task Add(IWrite tx, string referenceType, string referenceId, string reactionName, int by)
    {
        var args = new { referenceType, referenceId, reactionName, by };
        if (by > 0)
        {
            await tx.Run(More, args);
        }
        else if (await tx.Run(Less, args) == 0)
        {
            await tx.Run(None, args);
        }
    }

    private const string More = """
        insert into reaction_counts (reference_type, reference_id, reaction_name, count)
        values (@referenceType, @referenceId, @reactionName, @by)
        on conflict (reference_type, reference_id, reaction_name) do update
        set count = reaction_counts.count + @by
        """;

    private const string Less = """
        update reaction_counts
        set count = count + @by
        where reference_type = @referenceType
          and reference_id = @referenceId
          and reaction_name = @reactionName
          and count + @by > 0
        """;

    private const string None = """
        delete from reaction_counts
        where reference_type = @referenceType
          and reference_id = @referenceId
          and reaction_name = @reactionName
        """;
}
