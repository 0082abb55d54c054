using Amity.Core.Data;
using Amity.Core.Identity;
using Amity.Modules.Roles;

namespace Amity.Modules.Communities;

public static partial class CommunityPayloads
{
    /// <summary>
    /// The communities with these ids, deleted ones too, in the order of the ids, with the caller's own rows. Unknown ids and those that
    /// the caller may not find are left out. At most 1000 ids.
    /// </summary>
    public static Task<CommunityFamily> ByIds(IRead db, Caller caller, IEnumerable<string> communityIds) =>
        Read(db, caller, communityIds, seesAll: false);

    /// <summary>
    /// One community after a change of its users, without rows but theirs: who is not in it any more has one that says <c>none</c>. Empty for an
    /// unknown community. For what everybody is told who may read the community.
    /// </summary>
    public static async Task<CommunityFamily> Touched(IRead db, Network network, string communityId, IReadOnlyCollection<string> userIds)
    {
        var family = await Unhidden(db, Caller.Nobody(network), communityId);
        return family.Communities is [var community] ? family with { CommunityUsers = await CommunityAnswers.Rows(db, network, community, userIds) } : family;
    }

    /// <summary>One community for a caller who could see it in the write before, and need not any more: who leaves a private one.</summary>
    internal static Task<CommunityFamily> Unhidden(IRead db, Caller caller, string communityId) => Read(db, caller, [communityId], seesAll: true);

    private static async Task<CommunityFamily> Read(IRead db, Caller caller, IEnumerable<string> communityIds, bool seesAll)
    {
        var ids = communityIds.Distinct().ToArray();
        if (ids.Length == 0)
        {
            return CommunityFamily.Empty;
        }

        var args = new
        {
            ids,
            callerId = caller.UserId,
            seesCommunities = seesAll || CommunityViewer.SeesAll(caller),
            isAdministrator = seesAll || caller.IsAdministrator,
        };
        var rows = (await db.Many<CommunityRow>(Communities, args)).ToDictionary(row => row.CommunityId);
        var lists = await db.Keep("community lists", ids, Lists);
        var mine = await Members(db, ids.Select(id => (id, caller.UserId)));
        var joined = mine.Where(row => row.CommunityMembership == "member").Select(row => row.CommunityId).ToHashSet();
        return new CommunityFamily
        {
            Communities = [.. ids.Where(rows.ContainsKey).Select(id => rows[id].ToBody(caller.Network, lists[id].Tags, lists[id].Categories, joined.Contains(id)))],
            CommunityUsers = [.. mine.Where(row => rows.ContainsKey(row.CommunityId))],
        };
    }

    private static async Task<Dictionary<string, (IReadOnlyList<string> Tags, IReadOnlyList<string> Categories)>> Lists(IRead db, string[] ids)
    {
        var tags = (await db.Many<TagRow>(Tags, new { ids })).ToLookup(row => row.CommunityId, row => row.Tag);
        var categories = (await db.Many<CategoryRow>(Categories, new { ids })).ToLookup(row => row.CommunityId, row => row.CategoryId);
        return ids.ToDictionary(id => id, id => ((IReadOnlyList<string>)[.. tags[id]], (IReadOnlyList<string>)[.. categories[id]]));
    }

    /// <summary>The relations between these communities and users, in their order; those without one are left out.</summary>
    public static async Task<IReadOnlyList<CommunityUserBody>> Members(IRead db, IEnumerable<(string CommunityId, string UserId)> relations)
    {
        var wanted = relations.ToArray();
        if (wanted.Length == 0)
        {
            return [];
        }

        var args = new
        {
            communityIds = wanted.Select(relation => relation.CommunityId).Distinct().ToArray(),
            userIds = wanted.Select(relation => relation.UserId).Distinct().ToArray(),
        };
        var roles = (await db.Many<MemberRoleRow>(MemberRoles, args)).ToLookup(row => (row.CommunityId, row.UserId), row => row.RoleId);
        var rows = (await db.Many<MemberRow>(MemberRows, args)).ToDictionary(row => (row.CommunityId, row.UserId));
        var permissions = await RolePermissions.Of(db, roles.SelectMany(held => held));
        return [.. wanted.Where(rows.ContainsKey).Select(key => rows[key].ToBody([.. roles[key]], [.. permissions.Together(roles[key]).Where(Permissions.OfCommunities.Contains)]))];
    }

    /// <summary>
    /// The same for answers that every reader gets, of members alone: a ban is told to those who may ban and to those whom it hits, as the
    /// list of a community's users does it.
    /// </summary>
    public static async Task<IReadOnlyList<CommunityUserBody>> Authors(IRead db, IEnumerable<(string CommunityId, string UserId)> relations) =>
        [.. (await Members(db, relations)).Where(row => !row.IsBanned)];

    private const string Communities = $"""
        select {CommunityRow.Columns}
        from communities c
        join users u on u.user_id = c.user_id
        where c.community_id in @ids
          and {CommunitySql.IsFindable}
        limit 1000
        -- rests on communities.community_id @ids, users by reference, community_users.user_id @callerId, community_user_roles.community_id @ids, flags.community_id @ids, posts by reference, comments by reference
        """;

    private const string Tags = """
        select community_id, tag
        from community_tags
        where community_id in @ids
        order by community_id, position
        limit 10000
        -- rests on community_tags.community_id @ids
        """;

    private const string Categories = """
        select listed.community_id,
               listed.category_id
        from community_categories listed
        join categories k on k.category_id = listed.category_id
        where listed.community_id in @ids
          and not k.is_deleted
        order by listed.community_id, listed.position
        limit 10000
        -- rests on community_categories.community_id @ids, categories by reference
        """;

    private const string MemberRows = """
        select m.community_id,
               m.user_id,
               u.internal_id,
               m.membership,
               m.created_at,
               m.updated_at
        from community_users m
        join users u on u.user_id = m.user_id
        where m.community_id in @communityIds
          and m.user_id in @userIds
        limit 10000
        -- rests on community_users.user_id @userIds, users by reference
        """;

    private const string MemberRoles = """
        select h.community_id,
               h.user_id,
               h.role_id
        from community_user_roles h
        join roles r on r.role_id = h.role_id
        where h.community_id in @communityIds
          and h.user_id in @userIds
          and not r.is_deleted
        order by h.community_id, h.user_id, h.role_id
        limit 10000
        -- rests on community_user_roles.user_id @userIds
        """;

    private sealed record TagRow
    {
        public string CommunityId { get; init; } = "";

        public string Tag { get; init; } = "";
    }

    private sealed record CategoryRow
    {
        public string CommunityId { get; init; } = "";

        public string CategoryId { get; init; } = "";
    }

    private sealed record MemberRoleRow
    {
        public string CommunityId { get; init; } = "";

        public string UserId { get; init; } = "";

        public string RoleId { get; init; } = "";
    }

    private sealed record MemberRow
    {
        public string CommunityId { get; init; } = "";

        public string UserId { get; init; } = "";

        public string InternalId { get; init; } = "";

        public string Membership { get; init; } = "";

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }

        public CommunityUserBody ToBody(IReadOnlyList<string> roles, IReadOnlyList<string> permissions) => new()
        {
            UserId = UserId,
            UserPublicId = UserId,
            UserInternalId = InternalId,
            CommunityId = CommunityId,
            ChannelId = CommunityId,
            CommunityMembership = Membership,
            IsBanned = Membership == "banned",
            LastActivity = UpdatedAt,
            Roles = roles,
            Permissions = permissions,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
        };
    }
}
