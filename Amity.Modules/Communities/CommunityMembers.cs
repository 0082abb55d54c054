using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Modules.Roles;

namespace Amity.Modules.Communities;

/// <summary>Takes users into a community and out of it, with the count of its members.</summary>
internal static class CommunityMembers
{
    /// <summary>
    /// Makes the users members; those who are already stay as they are. Refused as a whole when one is unknown or deleted, or banned
    /// from the community.
    /// </summary>
    public static async Task Add(IWrite tx, string communityId, IEnumerable<string> userIds)
    {
        var ids = userIds.Distinct().ToArray();
        var args = new { communityId, userIds = ids, now = tx.Now };
        if (await tx.One<long>(LiveUsers, args) < ids.Length)
        {
            throw Refuse.NotFound("User");
        }

        if (await tx.One<long>(BannedUsers, args) > 0)
        {
            throw new AmityException(ErrorKind.Banned, "User is banned from the community.");
        }

        await Count(tx, communityId, await tx.Run(Insert, args));
    }

    /// <summary>
    /// Ends the memberships, and the roles with them; who is no member stays as they are. Refused when no moderator would remain.
    /// </summary>
    public static async Task Remove(IWrite tx, string communityId, IEnumerable<string> userIds)
    {
        var args = new { communityId, userIds = userIds.Distinct().ToArray(), moderator = RoleIds.CommunityModerator };
        if (await tx.One<long>(ModeratorsAmong, args) > 0 && await tx.One<long>(ModeratorsBeside, args) == 0)
        {
            throw Refuse.Forbidden("The last moderator cannot leave the community.");
        }

        await Count(tx, communityId, -await tx.Run(Delete, args));
    }

    /// <summary>Gives a member a role in the community.</summary>
    public static Task GiveRole(IWrite tx, string communityId, string userId, string roleId) =>
        tx.Run(InsertRole, new { communityId, userId, roleId });

    private static Task Count(IWrite tx, string communityId, int by) =>
        by == 0 ? Task.CompletedTask : tx.Run(AddMembers, new { communityId, by, now = tx.Now });

    private const string LiveUsers = """
        select count(*)
        from users
        where user_id in @userIds
          and not is_deleted
        """;

    private const string BannedUsers = """
        select count(*)
        from community_users
        where community_id = @communityId
          and user_id in @userIds
          and membership = 'banned'
        """;

    private const string Insert = """
        insert into community_users (community_id, user_id, membership, created_at, updated_at)
        select @communityId, u.user_id, 'member', @now, @now
        from users u
        where u.user_id in @userIds
        on conflict (community_id, user_id) do nothing
        """;

    private const string InsertRole = """
        insert into community_user_roles (community_id, user_id, role_id)
        values (@communityId, @userId, @roleId)
        on conflict (community_id, user_id, role_id) do nothing
        """;

    private const string ModeratorsAmong = """
        select count(*)
        from community_user_roles
        where community_id = @communityId
          and role_id = @moderator
          and user_id in @userIds
        """;

    // A deleted user can moderate nothing.
    private const string ModeratorsBeside = """
        select count(*)
        from community_user_roles r
        join users u on u.user_id = r.user_id
        where r.community_id = @communityId
          and r.role_id = @moderator
          and r.user_id not in @userIds
          and not u.is_deleted
        """;

    private const string Delete = """
        delete from community_users
        where community_id = @communityId
          and user_id in @userIds
          and membership = 'member'
        """;

    private const string AddMembers = """
        update communities
        set members_count = members_count + @by,
            updated_at    = @now
        where community_id = @communityId
        """;
}
