using Amity.Core.Identity;

namespace Amity.Modules.Communities;

public static partial class CommunityViewer
{
    /// <summary>
    /// Whether the caller does: administrators, and who deletes posts in all communities and could not judge what they do not see. Deleted ones
    /// administrators alone see. To take part there still needs a membership.
    /// </summary>
    public static bool SeesAll(Caller caller) => caller.Sees("DELETE_COMMUNITY_POST");

    /// <summary>What <see cref="CommunitySql.IsVisible"/> says, of a community that was read already.</summary>
    public static bool Sees(Caller caller, bool isPublic, bool isMember, bool isDeleted) =>
        isPublic || isMember || caller.IsAdministrator || (SeesAll(caller) && !isDeleted);
}
