using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Modules.Users;

namespace Amity.Modules.Follows;

public static partial class FollowPayloads
{
    /// <summary>The relation of one user to another as it is stored, <c>none</c> included, with both users. For users that there are.</summary>
    public static Task<FollowsBody> Between(IRead db, Network network, string fromUserId, string toUserId) =>
        Relations.Answer(db, Caller.Nobody(network), fromUserId, toUserId);

    /// <summary>
    /// A user's counts, and what the caller is to that user. Requests that wait are counted for their own user and administrators alone.
    /// <see cref="ErrorKind.NotFound"/> for an unknown user.
    /// </summary>
    public static async Task<FollowInfoBody> Info(IRead db, Caller caller, string userId)
    {
        var user = await UserFacts.Of(db, userId) ?? throw Refuse.NotFound("User");
        var isSelf = user.UserId == caller.UserId;
        var counts = new FollowCountBody
        {
            UserId = user.UserId,
            FollowerCount = user.FollowerCount,
            FollowingCount = user.FollowingCount,
            PendingCount = isSelf || caller.IsAdministrator ? user.PendingCount : 0,
        };
        return new FollowInfoBody
        {
            FollowCounts = [counts],
            Follows = isSelf ? [] : [(await Relations.Of(db, caller, user.UserId)).ToBody()],
        };
    }
}
