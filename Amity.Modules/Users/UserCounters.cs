using Amity.Core.Data;

namespace Amity.Modules.Users;

public static partial class UserCounters
{
    /// <summary>Accepted relations.</summary>
    public static async Task AddFollow(IWrite tx, string fromUserId, string toUserId, int by)
    {
        await tx.Run(AddFollowing, new { fromUserId, by, now = tx.Now });
        await tx.Run(AddFollower, new { toUserId, by, now = tx.Now });
    }

    /// <summary>Requests that wait for the user.</summary>
    public static Task AddPending(IWrite tx, string toUserId, int by) => tx.Run(AddPendingSql, new { toUserId, by, now = tx.Now });

    public static Task AddFlags(IWrite tx, string userId, int by) => tx.Run(AddFlagsSql, new { userId, by, now = tx.Now });

    private const string AddFollowing = """
        update users
        set following_count = following_count + @by,
            updated_at      = @now
        where user_id = @fromUserId
        """;

    private const string AddFollower = """
        update users
        set follower_count = follower_count + @by,
            updated_at     = @now
        where user_id = @toUserId
        """;

    private const string AddPendingSql = """
        update users
        set pending_count = pending_count + @by,
            updated_at    = @now
        where user_id = @toUserId
        """;

    private const string AddFlagsSql = """
        update users
        set flag_count = flag_count + @by,
            updated_at = @now
        where user_id = @userId
        """;
}
