using Amity.Core.Data;
using Amity.Modules.Moderation;
using Amity.Modules.Reactions;

namespace Amity.Modules.Comments;

/// <summary>Deletes comments for good, one at a time: its reactions and flags, its counts, its row. Replies to it must be gone already.</summary>
internal static class CommentRemoval
{
    /// <summary>How many rows <see cref="Remove"/> touches beside the reactions and flags.</summary>
    public const int RowsOfOne = 4;

    /// <summary>How many rows it touched; all that it may means that the comment is still there.</summary>
    public static async Task<int> Remove(IWrite tx, CommentFacts comment, int mostRows)
    {
        var most = mostRows - RowsOfOne;
        var touched = await ReactionCommands.Remove(tx, "comment", comment.CommentId, most);
        if (touched > most - FlagCommands.FewestRows)
        {
            return mostRows;
        }

        touched += await FlagCommands.Remove(tx, "comment", comment.CommentId, most - touched);
        if (touched >= most)
        {
            return mostRows;
        }

        await tx.Run(DeleteRemoval, new { comment.CommentId });
        await tx.Run(Delete, new { comment.CommentId });
        if (!comment.IsDeleted)
        {
            await CountOff(tx, comment);
        }

        return touched + RowsOfOne;
    }

    /// <summary>Takes a live comment out of the counts of what it stands below.</summary>
    public static async Task CountOff(IWrite tx, CommentFacts comment)
    {
        await CommentReference.Count(tx, comment.ReferenceType, comment.ReferenceId, -1);
        if (comment.ParentId is { } parentId)
        {
            await CommentChildren.Add(tx, parentId, -1);
        }
    }

    private const string DeleteRemoval = """
        delete from comment_removals
        where comment_id = @CommentId
        """;

    private const string Delete = """
        delete from comments
        where comment_id = @CommentId
        """;
}
