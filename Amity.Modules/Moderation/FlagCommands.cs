using Amity.Core.Data;

namespace Amity.Modules.Moderation;

public static partial class FlagCommands
{
    /// <summary>The fewest rows with which <see cref="Remove"/> gets on: a flag and the count.</summary>
    public const int FewestRows = 2;

    /// <summary>
    /// Removes flags from a post, a comment or a user that is going for good, and counts them off. Answers how many rows it touched: less than
    /// it may means that none is left.
    /// </summary>
    /// <param name="tx">The write.</param>
    /// <param name="referenceType"><c>post</c>, <c>comment</c> or <c>user</c>.</param>
    /// <param name="referenceId">The item.</param>
    /// <param name="mostRows">How many rows it may touch, at least <see cref="FewestRows"/>.</param>
    public static async Task<int> Remove(IWrite tx, string referenceType, string referenceId, int mostRows)
    {
        var some = mostRows - 1;
        var removed = await tx.Run(DeleteSome, new { referenceType, referenceId, some });
        if (removed == 0)
        {
            return 0;
        }

        await new Flags(referenceType, referenceId).Count(tx, -removed);
        return removed + 1;
    }

    private const string DeleteSome = """
        delete from flags
        where reference_type = @referenceType
          and reference_id = @referenceId
          and user_id in (select user_id
                          from flags
                          where reference_type = @referenceType
                            and reference_id = @referenceId
                          limit @some)
        """;
}
