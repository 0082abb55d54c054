using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;

namespace Amity.Modules.Communities;

public sealed partial record CommunityAccess
{
    /// <summary>
    /// The caller's access to a community that the caller may see, deleted ones included; null for one that is unknown or hidden.
    /// </summary>
    public static Task<CommunityAccess?> Of(IRead db, Caller caller, string communityId) =>
        Read(db, caller, communityId);

    /// <summary>The same of a live community, or <see cref="ErrorKind.NotFound"/>.</summary>
    public static async Task<CommunityAccess> OfLive(IRead db, Caller caller, string communityId) =>
        Live(await Of(db, caller, communityId));

    /// <summary>The same of a live community whose header the caller may read, though perhaps nothing of its content.</summary>
    internal static async Task<CommunityAccess> OfFindable(IRead db, Caller caller, string communityId) =>
        Live(await Read(db, caller, communityId, findable: true));

    /// <summary>The same of a live community, also of one that the caller may not see.</summary>
    internal static async Task<CommunityAccess> OfHidden(IRead db, Caller caller, string communityId) =>
        Live(await Read(db, caller, communityId, seesAll: true));

    internal Entrance Entrance => new() { IsPublic = IsPublic, IsDiscoverable = IsDiscoverable, RequiresJoinApproval = RequiresJoinApproval };

    /// <summary>Whether a role in this community, or one in the network, gives the caller the permission.</summary>
    public bool Allows(Caller caller, string permission) => Local.Contains(permission) || caller.Has(permission);

    /// <summary>Refuses a caller who is not allowed.</summary>
    public void Demand(Caller caller, string permission)
    {
        if (!Allows(caller, permission))
        {
            throw Refuse.Permission($"Permission denied: {permission} is needed in this community.");
        }
    }

    private static CommunityAccess Live(CommunityAccess? access) =>
        access is { IsDeleted: false } ? access : throw Refuse.NotFound("Community");

    private static async Task<CommunityAccess?> Read(IRead db, Caller caller, string communityId, bool seesAll = false, bool findable = false)
    {
        var args = new
        {
            communityId,
            callerId = caller.UserId,
            seesCommunities = seesAll || CommunityViewer.SeesAll(caller),
            isAdministrator = seesAll || caller.IsAdministrator,
        };
        if (await db.One<CommunityAccess>(findable ? FindableAccess : VisibleAccess, args) is not { } access)
        {
            return null;
        }

        var local = access.IsMember ? (await db.Many<string>(OfRoles, args)).Where(Roles.Permissions.OfCommunities.Contains).ToHashSet() : [];
        return access with { Permissions = local.Concat(caller.Permissions).ToHashSet(), Local = local };
    }

    private const string VisibleAccess = $"""
        {Access}
          and {CommunitySql.IsVisible}
        -- rests on communities.community_id @communityId, community_users.user_id @callerId
        """;

    private const string FindableAccess = $"""
        {Access}
          and {CommunitySql.IsFindable}
        """;

    private const string Access = """
        select c.community_id,
               c.is_public,
               c.is_discoverable,
               c.requires_join_approval,
               c.is_deleted,
               c.only_admin_can_post,
               c.need_approval_on_post_creation,
               m.membership
        from communities c
        left join community_users m on m.community_id = c.community_id and m.user_id = @callerId
        where c.community_id = @communityId
        """;

    private const string OfRoles = """
        select distinct p.permission
        from community_user_roles m
        join roles r on r.role_id = m.role_id
        join role_permissions p on p.role_id = m.role_id
        where m.community_id = @communityId
          and m.user_id = @callerId
          and not r.is_deleted
        limit 1000
        -- rests on community_user_roles.user_id @callerId
        """;
}
