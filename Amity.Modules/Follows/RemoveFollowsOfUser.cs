using Amity.Core.Data;
using Amity.Core.Events;
using Amity.Modules.Jobs;
using Amity.Modules.Users;

namespace Amity.Modules.Follows;

/// <summary>
/// Ends all relations of a user who was deleted, to those who are followed and from those who follow or ask to, and takes them out of the
/// counts of both sides. Lists leave a deleted user out from the start.
/// </summary>
internal sealed class RemoveFollowsOfUser : IInWrite<UserDeleted>, IJob
{
    /// <summary>Each with the counts of two users.</summary>
    private const int AtOnce = 30;

    public string Kind => "follows.ofUser";

    public Task On(UserDeleted raised, IWrite tx) => JobQueue.Start(tx, Kind, raised.UserId);

    public async Task<bool> Step(IWrite tx, string argument)
    {
        var args = new { userId = argument, most = AtOnce };
        var some = await tx.Many<FollowRow>(Followings, args);
        if (some.Count == 0)
        {
            some = await tx.Many<FollowRow>(Followers, args);
        }

        foreach (var relation in some)
        {
            await Relations.Remove(tx, relation);
        }

        return some.Count == 0;
    }

    private const string Followings = """
        select from_user_id,
               to_user_id,
               status
        from follows
        where from_user_id = @userId
        limit @most
        """;

    private const string Followers = """
        select from_user_id,
               to_user_id,
               status
        from follows
        where to_user_id = @userId
        limit @most
        """;
}
