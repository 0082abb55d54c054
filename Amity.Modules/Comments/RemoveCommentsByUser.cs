using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Modules.Jobs;
using Amity.Modules.Users;

namespace Amity.Modules.Comments;

/// <summary>
/// Deletes the comments of a user for good who was deleted with them, those that are deleted softly too, with all replies to them, as the
/// deletion of one comment does.
/// </summary>
internal sealed class RemoveCommentsByUser : IInWrite<UserDeleted>, IJob
{
    private const int MostRows = 100;

    public string Kind => "comments.byUser";

    public Task On(UserDeleted raised, IWrite tx) =>
        raised is { DeleteAll: true } or { HardDeleteComment: true } ? JobQueue.Start(tx, Kind, raised.UserId) : Task.CompletedTask;

    /// <summary>Removes what has no replies as it comes. What has some hides and goes with them, before anything else.</summary>
    public async Task<bool> Step(IWrite tx, string argument)
    {
        if (await RemoveThreads.IsUnderWay(tx))
        {
            await RemoveThreads.Some(tx);
            return false;
        }

        var left = MostRows;
        foreach (var comment in await tx.Many<CommentFacts>(Some, new { userId = argument, most = MostRows / CommentRemoval.RowsOfOne }))
        {
            if (await tx.One<string>(Reply, new { comment.CommentId }) is not null)
            {
                await RemoveThreads.Mark(tx, comment);
                return false;
            }

            left -= await CommentRemoval.Remove(tx, comment, left);
            if (left < 3 * CommentRemoval.RowsOfOne)
            {
                return false;
            }
        }

        return (await tx.Many<CommentFacts>(Some, new { userId = argument, most = 1 })).Count == 0;
    }

    private const string Some = """
        select comment_id,
               reference_type,
               reference_id,
               parent_id,
               is_deleted
        from comments
        where user_id = @userId
        limit @most
        """;

    private const string Reply = """
        select comment_id
        from comments
        where parent_id = @CommentId
        limit 1
        """;
}
