using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Modules.Jobs;
using Amity.Modules.Users;

namespace Amity.Modules.Posts;

/// <summary>
/// Deletes the posts of a user for good who was deleted with them, wherever they stand, also those that wait for a review or are deleted
/// softly. They are hidden from everybody at once. What others wrote on the user's wall is theirs and stays.
/// </summary>
internal sealed class RemovePostsByUser : IInWrite<UserDeleted>, IJob
{
    private const int MostRows = 100;
    private const int AtOnce = MostRows / PostRemoval.RowsOfOne;

    public string Kind => "posts.byUser";

    public async Task On(UserDeleted raised, IWrite tx)
    {
        if (raised is { DeleteAll: true } or { HardDeletePost: true })
        {
            await PostDepartures.Begin(tx, raised.UserId);
            await JobQueue.Start(tx, Kind, raised.UserId);
        }
    }

    public async Task<bool> Step(IWrite tx, string argument)
    {
        var left = MostRows;
        var some = await tx.Many<PostFacts>(Some, new { userId = argument, most = AtOnce });
        foreach (var post in some)
        {
            left -= await PostRemoval.Remove(tx, post);
            if (left < PostRemoval.RowsOfOne)
            {
                return false;
            }
        }

        if (some.Count == AtOnce)
        {
            return false;
        }

        await PostDepartures.End(tx, argument);
        return true;
    }

    // Children are by their parent's author and go with it.
    private const string Some = """
        select post_id,
               target_type,
               target_id,
               feed_type,
               parent_post_id,
               is_deleted
        from posts
        where user_id = @userId
          and parent_post_id is null
        order by created_at, post_id
        limit @most
        """;
}
