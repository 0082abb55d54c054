using Amity.Core.Data;

namespace Amity.Modules.Comments;

/// <summary>The count of a comment's live direct replies, moved in the write that adds or removes one.</summary>
internal static class CommentChildren
{
    public static Task Add(IWrite tx, string parentId, int by) => tx.Run(AddSql, new { parentId, by, now = tx.Now });

    private const string AddSql = """
        update comments
        set children_number = children_number + @by,
            updated_at      = @now
        where comment_id = @parentId
        """;
}
