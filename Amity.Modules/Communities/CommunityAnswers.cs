using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Core.Paging;
using Amity.Modules.Categories;
using Amity.Modules.Posts;
using Amity.Modules.Users;

namespace Amity.Modules.Communities;

/// <summary>Makes the COMMUNITY family of answers.</summary>
internal static class CommunityAnswers
{
    /// <summary>The family with every user that it names, and the feeds of those communities whose content the caller may read.</summary>
    public static async Task<CommunitiesBody> Of(IRead read, Caller caller, CommunityFamily family, Paging? paging = null) => new()
    {
        Communities = family.Communities,
        CommunityUsers = family.CommunityUsers,
        Users = await UserPayloads.ByIds(read, caller, family.UserIds),
        Categories = await CategoryPayloads.ByIds(read, family.CategoryIds),
        Feeds = await Feeds(read, caller, family, family.Communities.Where(one => CommunityViewer.Sees(caller, one.IsPublic, one.IsJoined, one.IsDeleted))),
        Paging = paging,
    };

    /// <summary>
    /// One community after a change, with the caller's own row and those of the users whom it touched. Who is not in it any more has a row
    /// that says <c>none</c>: from that the SDK learns that the change has happened.
    /// </summary>
    public static async Task<CommunitiesBody> Changed(IRead read, Caller caller, string communityId, IEnumerable<string> touchedUserIds)
    {
        var touched = touchedUserIds.Distinct().ToArray();
        var family = await CommunityPayloads.Unhidden(read, caller, communityId);
        var rows = await CommunityPayloads.Members(read, touched.Append(caller.UserId).Distinct().Select(userId => (communityId, userId)));
        var users = await UserPayloads.ByIds(read, caller, touched.Concat(family.UserIds));
        var outside = users.Where(user => touched.Contains(user.UserId) && rows.All(row => row.UserId != user.UserId));
        return new CommunitiesBody
        {
            Communities = family.Communities,
            CommunityUsers = [.. rows, .. outside.Select(user => Outside(family.Communities[0], user))],
            Users = users,
            Categories = await CategoryPayloads.ByIds(read, family.CategoryIds),
            Feeds = await Feeds(read, caller, family, family.Communities),
        };
    }

    // How many posts wait for a review, or were declined, is told to those who review them.
    private static async Task<IReadOnlyList<FeedBody>> Feeds(IRead read, Caller caller, CommunityFamily family, IEnumerable<CommunityBody> communities)
    {
        var reviewed = family.CommunityUsers.Where(mine => mine.Permissions.Contains(Review)).Select(mine => mine.CommunityId).ToHashSet();
        var feeds = await FeedPayloads.Of(read, communities.Select(community => ("community", community.CommunityId)));
        return [.. feeds.Where(feed => feed.FeedType == "published" || caller.Sees(Review) || reviewed.Contains(feed.TargetId))];
    }

    private const string Review = "REVIEW_COMMUNITY_POST";

    /// <summary>The rows of these users in the community, also of those who are not in it.</summary>
    public static async Task<IReadOnlyList<CommunityUserBody>> Rows(IRead read, Network network, CommunityBody community, IReadOnlyCollection<string> userIds)
    {
        var rows = await CommunityPayloads.Members(read, userIds.Select(userId => (community.CommunityId, userId)));
        var outside = await UserPayloads.ByIds(read, network, userIds.Except(rows.Select(row => row.UserId)));
        return [.. rows, .. outside.Select(user => Outside(community, user))];
    }

    // A change of the members also moves the community's own time, so that this row is newer than the one which it ends.
    private static CommunityUserBody Outside(CommunityBody community, UserBody user) => new()
    {
        UserId = user.UserId,
        UserPublicId = user.UserId,
        UserInternalId = user.UserInternalId,
        CommunityId = community.CommunityId,
        ChannelId = community.ChannelId,
        CommunityMembership = "none",
        IsBanned = false,
        LastActivity = community.UpdatedAt,
        Roles = [],
        Permissions = [],
        CreatedAt = community.UpdatedAt,
        UpdatedAt = community.UpdatedAt,
    };
}
