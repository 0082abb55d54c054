using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Modules.Roles;

namespace Amity.Modules.Communities;

/// <summary>One moderator of a community must remain.</summary>
internal static class CommunityModerators
{
    /// <summary>
    /// Refuses to go on without these users when they are the last who moderate the community, with an error of its own when they are
    /// also the last who are in it.
    /// </summary>
    public static async Task DemandOneBeside(IRead db, string communityId, IReadOnlyCollection<string> userIds)
    {
        if (await AreLast(db, communityId, userIds))
        {
            var members = await db.One<long>(Members, new { communityId });
            throw new AmityException(members == 1 ? ErrorKind.LastMember : ErrorKind.LastModerator);
        }
    }

    /// <summary>Whether some of these users moderate the community and nobody else does.</summary>
    public static async Task<bool> AreLast(IRead db, string communityId, IReadOnlyCollection<string> userIds)
    {
        var args = new { communityId, userIds, moderator = RoleIds.CommunityModerator };
        return await db.One<long>(Among, args) > 0 && await db.One<long>(Beside, args) == 0;
    }

    private const string Members = """
        select members_count
        from communities
        where community_id = @communityId
        """;

    private const string Among = """
        select count(*)
        from community_user_roles
        where community_id = @communityId
          and role_id = @moderator
          and user_id in @userIds
        """;

    // Who is deleted, or banned from the network, can moderate nothing.
    private const string Beside = """
        select count(*)
        from community_user_roles r
        join users u on u.user_id = r.user_id
        where r.community_id = @communityId
          and r.role_id = @moderator
          and r.user_id not in @userIds
          and not u.is_deleted
          and not u.is_global_banned
        """;
}
