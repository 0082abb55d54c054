using Amity.Core.Data;

namespace Amity.Modules.Follows;

public static partial class FollowCommands
{
    /// <summary>Ends what is between two users, in both directions: relations and requests, with their counts.</summary>
    public static async Task EndBetween(IWrite tx, string userId, string otherUserId)
    {
        await Relations.End(tx, fromUserId: userId, toUserId: otherUserId, byFollower: true);
        await Relations.End(tx, fromUserId: otherUserId, toUserId: userId, byFollower: false);
    }
}
