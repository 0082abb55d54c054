using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Modules.Jobs;
using Amity.Modules.Users;

namespace Amity.Modules.Comments;

/// <summary>
/// Deletes the comments of a user for good who was deleted with them, those that are deleted softly too, with all replies to them, as the
/// deletion of one comment does. They are hidden from everybody at once.
/// </summary>
internal sealed class RemoveCommentsByUser : IInWrite<UserDeleted>, IJob
{
    private const int MostRows = 100;

    public string Kind => "comments.byUser";

    public async Task On(UserDeleted raised, IWrite tx)
    {
        if (raised is { DeleteAll: true } or { HardDeleteComment: true })
        {
            await tx.Run(Depart, new { raised.UserId });
            await JobQueue.Start(tx, Kind, raised.UserId);
        }
    }

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

        if ((await tx.Many<CommentFacts>(Some, new { userId = argument, most = 1 })).Count > 0)
        {
            return false;
        }

        await tx.Run(HaveLeft, new { userId = argument });
        return true;
    }

    private const string Depart = """
        insert into comment_departures (user_id)
        values (@UserId)
        """;

    private const string HaveLeft = """
        delete from comment_departures
        where user_id = @userId
        """;

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
