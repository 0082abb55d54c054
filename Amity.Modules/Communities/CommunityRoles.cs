using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Events;
using Amity.Core.Identity;
using Amity.Modules.Roles;

namespace Amity.Modules.Communities;

/// <summary>Gives members roles in a community and takes them away.</summary>
internal static class CommunityRoles
{
    /// <summary>
    /// Gives each of the members each of the roles; one that is held already is held once. Refused as a whole when a role is unknown,
    /// deleted or a built-in one of the whole network, or when a user is no member.
    /// </summary>
    public static async Task Give(IWrite tx, string communityId, IEnumerable<string> userIds, IEnumerable<string> roleIds)
    {
        var args = new { communityId, userIds = userIds.Distinct().ToArray(), roleIds = roleIds.Distinct().ToArray(), now = tx.Now };
        var roles = await Known(tx, args.roleIds);
        if (roles.Any(role => role.IsDeleted))
        {
            throw Refuse.NotFound("Role");
        }

        if (roles.Any(role => role.IsSystem && role.IsNetworkWide))
        {
            throw Refuse.Forbidden("A role of the whole network cannot be held in one community.");
        }

        if (await tx.One<long>(Members, args) < args.userIds.Length)
        {
            throw Refuse.Permission("User is not a member of the community.");
        }

        if (await tx.Run(Insert, args) > 0)
        {
            await Changed(tx, communityId, args);
            await tx.Raise(new CommunityMembersChanged(communityId, args.userIds, MembersChange.RoleAdded));
        }
    }

    /// <summary>
    /// Takes each of the roles from each of the users; who does not hold it stays as they are. Refused as a whole when a role is unknown or
    /// no moderator would remain.
    /// </summary>
    public static async Task Take(IWrite tx, string communityId, IEnumerable<string> userIds, IEnumerable<string> roleIds)
    {
        var args = new { communityId, userIds = userIds.Distinct().ToArray(), roleIds = roleIds.Distinct().ToArray(), now = tx.Now };
        await Known(tx, args.roleIds);
        if (args.roleIds.Contains(RoleIds.CommunityModerator) && await CommunityModerators.AreLast(tx, communityId, args.userIds))
        {
            throw new AmityException(ErrorKind.LastModerator);
        }

        if (await tx.Run(Delete, args) > 0)
        {
            await Changed(tx, communityId, args);
            await tx.Raise(new SightLost(args.userIds));
            await tx.Raise(new CommunityMembersChanged(communityId, args.userIds, MembersChange.RoleRemoved));
        }
    }

    /// <summary>
    /// Refuses a caller who would give these roles in the community or take them away without holding there all that they give in it:
    /// else whoever may make ushers could make a moderator of themselves, or of a moderator an usher.
    /// </summary>
    public static async Task DemandHeld(IRead db, Caller caller, CommunityAccess access, IReadOnlyCollection<string> roleIds)
    {
        var given = (await RolePermissions.Of(db, roleIds)).Together(roleIds).Where(Permissions.OfCommunities.Contains);
        if (given.FirstOrDefault(permission => !access.Allows(caller, permission)) is { } missing)
        {
            throw Refuse.Permission($"Permission denied: who does not hold {missing} in this community can neither give it nor take it away.");
        }
    }

    /// <summary>The same for who would end these users' memberships, and all their roles with them.</summary>
    public static async Task DemandTakable(IRead db, Caller caller, CommunityAccess access, IReadOnlyCollection<string> userIds) =>
        await DemandHeld(db, caller, access, await db.Many<string>(Held, new { communityId = access.CommunityId, userIds }));

    private static async Task<IReadOnlyList<RoleRow>> Known(IRead db, string[] roleIds)
    {
        var roles = await db.Many<RoleRow>(Roles, new { roleIds });
        return roles.Count == roleIds.Length ? roles : throw Refuse.NotFound("Role");
    }

    // Clients keep a row until its time moves.
    private static async Task Changed(IWrite tx, string communityId, object args)
    {
        await tx.Run(TouchMembers, args);
        await CommunityMembers.Changed(tx, communityId, 0);
    }

    private const string Roles = """
        select role_id,
               is_system,
               is_network_wide,
               is_deleted
        from roles
        where role_id in @roleIds
        limit 100
        """;

    private const string Held = """
        select distinct h.role_id
        from community_user_roles h
        join roles r on r.role_id = h.role_id
        where h.community_id = @communityId
          and h.user_id in @userIds
          and not r.is_deleted
        limit 1000
        """;

    private const string Members = """
        select count(*)
        from community_users
        where community_id = @communityId
          and user_id in @userIds
          and membership = 'member'
        """;

    private const string Insert = """
        insert into community_user_roles (community_id, user_id, role_id)
        select @communityId, m.user_id, r.role_id
        from community_users m
        cross join roles r
        where m.community_id = @communityId
          and m.user_id in @userIds
          and r.role_id in @roleIds
        on conflict (community_id, user_id, role_id) do nothing
        """;

    private const string Delete = """
        delete from community_user_roles
        where community_id = @communityId
          and user_id in @userIds
          and role_id in @roleIds
        """;

    private const string TouchMembers = """
        update community_users
        set updated_at = @now
        where community_id = @communityId
          and user_id in @userIds
          and membership = 'member'
        """;

    private sealed record RoleRow
    {
        public string RoleId { get; init; } = "";

        public bool IsSystem { get; init; }

        public bool IsNetworkWide { get; init; }

        public bool IsDeleted { get; init; }
    }
}
