using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Events;
using Amity.Core.Identity;
using Amity.Modules.Users;

namespace Amity.Modules.Communities;

/// <summary>Bans users from a community and lifts bans.</summary>
internal static class CommunityBans
{
    /// <summary>
    /// Bans the users, members or not: memberships end, and roles and requests to join with them; what the users wrote stays. Refused as a whole when one is
    /// unknown, exempt, more than the caller there, or the caller, or when no moderator would remain. Who is banned already stays as they are.
    /// </summary>
    public static async Task Ban(IWrite tx, Caller caller, CommunityAccess access, IEnumerable<string> userIds)
    {
        var communityId = access.CommunityId;
        var args = new { communityId, userIds = userIds.Distinct().ToArray(), now = tx.Now };
        if (args.userIds.Contains(caller.UserId))
        {
            throw Refuse.Forbidden("Users cannot ban themselves.");
        }

        await CommunityMembers.DemandLive(tx, args.userIds);
        await DemandBannable(tx, caller, access, args.userIds);
        await CommunityModerators.DemandOneBeside(tx, communityId, args.userIds);
        var members = await tx.One<int>(Members, args);
        await tx.Run(DeleteRoles, args);
        if (await tx.Run(Insert, args) > 0)
        {
            await JoinRequests.End(tx, caller, communityId, args.userIds, "rejected");
            await CommunityMembers.Changed(tx, communityId, -members);
            await tx.Raise(new SightLost(args.userIds));
            await tx.Raise(new CommunityMembersChanged(communityId, args.userIds, MembersChange.Banned));
        }
    }

    /// <summary>
    /// Refuses a caller who would end memberships and may not: of who is exempt from the caller's bans, and of who holds roles there that give
    /// more than the caller has.
    /// </summary>
    public static async Task DemandBannable(IRead db, Caller caller, CommunityAccess access, IReadOnlyCollection<string> userIds)
    {
        await BanExemption.Demand(db, userIds, Permission, outranksHolders: caller.Sees(Permission));
        await CommunityRoles.DemandTakable(db, caller, access, userIds);
    }

    /// <summary>Lifts the bans; nobody becomes a member by it. Refused as a whole when one is not banned.</summary>
    public static async Task Lift(IWrite tx, string communityId, IEnumerable<string> userIds)
    {
        var ids = userIds.Distinct().ToArray();
        if (await Clear(tx, communityId, ids) < ids.Length)
        {
            throw new AmityException(ErrorKind.NotBanned, "Some users are not banned from the community.");
        }
    }

    /// <summary>Lifts the bans of those who are banned and says how many they were.</summary>
    public static async Task<int> Clear(IWrite tx, string communityId, IEnumerable<string> userIds)
    {
        string[] ids = [.. userIds];
        var lifted = await tx.Run(Delete, new { communityId, userIds = ids });
        if (lifted > 0)
        {
            await CommunityMembers.Changed(tx, communityId, 0);
            await tx.Raise(new CommunityMembersChanged(communityId, ids, MembersChange.Unbanned));
        }

        return lifted;
    }

    public const string Permission = "BAN_COMMUNITY_USER";

    private const string Members = """
        select count(*)
        from community_users
        where community_id = @communityId
          and user_id in @userIds
          and membership = 'member'
        """;

    private const string DeleteRoles = """
        delete from community_user_roles
        where community_id = @communityId
          and user_id in @userIds
        """;

    private const string Insert = """
        insert into community_users (community_id, user_id, membership, created_at, updated_at)
        select @communityId, u.user_id, 'banned', @now, @now
        from users u
        where u.user_id in @userIds
        on conflict (community_id, user_id) do update
        set membership = excluded.membership,
            updated_at = excluded.updated_at
        where community_users.membership <> 'banned'
        """;

    private const string Delete = """
        delete from community_users
        where community_id = @communityId
          and user_id in @userIds
          and membership = 'banned'
        """;
}
