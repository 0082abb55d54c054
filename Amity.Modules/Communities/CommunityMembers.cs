using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Events;
using Amity.Core.Identity;

namespace Amity.Modules.Communities;

/// <summary>Takes users into a community and out of it, with the count of its members.</summary>
internal static class CommunityMembers
{
    /// <summary>
    /// Makes the users members, whereby the caller grants what they may have asked for; those who are members already stay as they are.
    /// Refused as a whole when one is unknown or deleted, or banned from the community.
    /// </summary>
    public static async Task Add(IWrite tx, Caller caller, string communityId, IEnumerable<string> userIds)
    {
        var args = new { communityId, userIds = userIds.Distinct().ToArray(), now = tx.Now };
        await DemandLive(tx, args.userIds);
        if (await tx.One<long>(BannedUsers, args) > 0)
        {
            throw new AmityException(ErrorKind.Banned, "User is banned from the community.");
        }

        if (await tx.Run(Insert, args) is var joined and > 0)
        {
            await JoinRequests.End(tx, caller, communityId, args.userIds, "approved");
            await Changed(tx, communityId, joined);
            await tx.Raise(new CommunityMembersChanged(communityId, args.userIds, args.userIds is [var one] && one == caller.UserId ? MembersChange.Joined : MembersChange.Added));
        }
    }

    /// <summary>
    /// Ends the memberships, and the roles with them; who is no member stays as they are. Refused when no moderator would remain.
    /// </summary>
    public static async Task Remove(IWrite tx, string communityId, IEnumerable<string> userIds, MembersChange change)
    {
        var args = new { communityId, userIds = userIds.Distinct().ToArray() };
        await CommunityModerators.DemandOneBeside(tx, communityId, args.userIds);
        if (await tx.Run(Delete, args) is var left and > 0)
        {
            await Changed(tx, communityId, -left);
            await tx.Raise(new SightLost(args.userIds));
            await tx.Raise(new CommunityMembersChanged(communityId, args.userIds, change));
        }
    }

    /// <summary>Refuses the ids when one is that of no live user.</summary>
    public static async Task DemandLive(IRead db, IReadOnlyCollection<string> userIds)
    {
        if (await db.One<long>(LiveUsers, new { userIds }) < userIds.Count)
        {
            throw Refuse.NotFound("User");
        }
    }

    /// <summary>Counts the members and moves the community's time: clients keep what they have until it does.</summary>
    public static Task Changed(IWrite tx, string communityId, int by) => tx.Run(AddMembers, new { communityId, by, now = tx.Now });

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
